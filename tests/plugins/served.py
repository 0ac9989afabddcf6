"""A served community for tests in the browser: `town`, with a month of life, and pages to look at it with."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django import DjangoDbBlocker

    from groundswell.people.models import Member
    from tests.browser.letters import Letterbox
    from tests.browser.serving import Site
    from tests.browser.world import World

OpenPage = Callable[..., "Page"]
NewSite = Callable[[], "Site"]


@dataclass(frozen=True, slots=True)
class Town:
    """The served community, what is in it, and the letters that left it."""

    site: "Site"
    world: "World"
    letters: "Letterbox"


@pytest.fixture(scope="session")
def prepared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables, static files and languages, made once for the worker."""
    from tests.browser.serving import prepare

    home = tmp_path_factory.mktemp("prepared") / "home"
    prepare(home)
    return home


@pytest.fixture(scope="session")
def served_town(
    prepared_home: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: "DjangoDbBlocker"
) -> Iterator[Town]:
    from tests.browser.letters import letterbox
    from tests.browser.serving import serve
    from tests.browser.world import make_world

    home = tmp_path_factory.mktemp("town") / "home"
    with letterbox() as letters, serve(prepared_home, home) as site:
        with django_db_blocker.unblock(), site.opened():
            world = make_world(letters.port)
        yield Town(site, world, letters)


@pytest.fixture
def town(served_town: Town, django_db_blocker: "DjangoDbBlocker") -> Iterator[Town]:
    """The town, whose database this process shares with its server until the test ends."""
    with django_db_blocker.unblock(), served_town.site.opened():
        yield served_town


@pytest.fixture
def new_site(prepared_home: Path, tmp_path: Path, django_db_blocker: "DjangoDbBlocker") -> Iterator[NewSite]:
    """Serves another community, in which nothing has happened yet; the test works in its database."""
    from tests.browser.serving import serve

    with contextlib.ExitStack() as stack:

        def start() -> "Site":
            site = stack.enter_context(serve(prepared_home, tmp_path / "home", "--no-jobs"))
            stack.enter_context(django_db_blocker.unblock())
            stack.enter_context(site.opened())
            return site

        yield start


@pytest.fixture
def open_page(browser: "Browser") -> Iterator[OpenPage]:
    """Opens a browser for one person at a site; what its console says at the end must be nothing."""
    from tests.browser.looking import HEIGHT, WIDE, Console

    with contextlib.ExitStack() as stack:
        consoles: list[Console] = []

        def start(site: "Site", person: "Member | None" = None, **options: Any) -> "Page":
            language = options.pop("language", "en")
            settings = {"viewport": {"width": WIDE, "height": HEIGHT}, "reduced_motion": "reduce"}
            context = browser.new_context(
                base_url=site.origin, extra_http_headers={"Accept-Language": language}, **(settings | options)
            )
            stack.callback(context.close)
            if person is not None:
                context.add_cookies([{"name": "session", "value": session_of(person), "url": site.origin}])
            page = context.new_page()
            page.set_default_timeout(8_000)
            consoles.append(Console(page))
            return page

        yield start
    assert [error for console in consoles for error in console.errors] == []


def session_of(person: "Member") -> str:
    """A session in which the person is signed in already."""
    from django.test import Client

    from groundswell.people.models import Account

    client = Client()
    client.force_login(Account.objects.get(member=person))
    return client.cookies["session"].value
