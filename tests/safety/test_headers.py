"""What every answer says to a browser, whatever went wrong; and names of hosts that are not ours."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.test import Client, override_settings

from groundswell.kernel import limits
from groundswell.kernel.errors import Throttled
from groundswell.site import views as site_views
from tests.leaks.browsing import Answer, Browser
from tests.leaks.fixtures import BrowserFor
from tests.leaks.test_pages import lacks
from tests.leaks.world import Role, World
from tools.environment import ROOT

SETTINGS = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
SETTINGS += [
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_DOMAIN",
    "SESSION_COOKIE_PATH",
]
SETTINGS += ["DEBUG", "SECURE_HSTS_SECONDS"]
TELL = f"from django.conf import settings; print(*(getattr(settings, name) for name in {SETTINGS}))"


@pytest.fixture
def wrong(world: World, browser: BrowserFor, monkeypatch: pytest.MonkeyPatch) -> dict[int, Answer]:
    """One answer of each kind that says that something went wrong."""
    member = browser(Role.MEMBER)
    found = {
        400: member.get("/", Host="evil.example"),
        403: member.get("/settings/"),
        404: member.get("/nothing/here/"),
        405: member.raw("/t/", "a=b"),
        422: member.post("/me/", {"name": ""}),
        429: throttled(member, monkeypatch),
        500: broken(member, monkeypatch),
    }
    tokenless = Browser(world, Role.MEMBER, checks_tokens=True)
    return found | {4031: tokenless.post("/me/", {"name": "A"})}


def throttled(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Answer:
    def spend(*_: object) -> None:
        raise Throttled(30)

    with monkeypatch.context() as patch:
        patch.setattr(limits, "spend", spend)
        return browser.post("/me/", {"name": "A"})


def broken(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Answer:
    def break_(*_: object) -> None:
        raise RuntimeError("the secret of a traceback")

    with monkeypatch.context() as patch:
        patch.setattr(site_views, "topic_list", break_)
        return browser.get("/")


def test_every_error_says_what_a_browser_may_do_with_it(wrong: dict[int, Answer]) -> None:
    assert {status: answer.status for status, answer in wrong.items()} == {
        each: int(str(each)[:3]) for each in wrong
    }
    assert {status: lacks(answer) for status, answer in wrong.items() if lacks(answer)} == {}


def test_no_error_is_kept_or_tells_what_is_inside(wrong: dict[int, Answer]) -> None:
    kept = {
        status: answer.headers.get("Cache-Control")
        for status, answer in wrong.items()
        if "no-store" not in answer.headers.get("Cache-Control", "")
    }
    inside = [
        "Traceback",
        "RuntimeError",
        "the secret of a traceback",
        "site-packages",
        django_settings.SECRET_KEY,
    ]

    assert kept == {}
    assert [status for status, answer in wrong.items() if any(word in answer.told for word in inside)] == []


def test_an_error_is_a_page_and_not_an_empty_window(wrong: dict[int, Answer]) -> None:
    assert [status for status, answer in wrong.items() if "<h1" not in answer.body] == []


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "evil.example:80",
        "localhost@evil.example",
        "localhost,evil.example",
        "a b",
    ],
)
@pytest.mark.parametrize("path", ["/", "/sign-in/", "/reset/", "/nothing/", "/ui/"])
def test_a_host_that_is_not_ours_is_refused(browser: BrowserFor, host: str, path: str) -> None:
    answer = browser(Role.VISITOR).get(path, Host=host)

    assert answer.status == 400
    assert "evil.example" not in answer.told


@override_settings(SECURE_HSTS_SECONDS=31_536_000)
def test_over_https_a_browser_is_told_to_stay_there(world: World) -> None:
    answer = Client().get("/", secure=True)

    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.once
def test_with_an_origin_of_https_cookies_are_bound_to_this_host() -> None:
    place = {**os.environ, "GROUNDSWELL_ORIGIN": "https://example.org", "GROUNDSWELL_SECRET_KEY": "x" * 50}
    place["DJANGO_SETTINGS_MODULE"] = "groundswell.config.settings"

    command = [sys.executable, "-c", TELL]
    told = subprocess.run(command, cwd=ROOT, env=place, capture_output=True, text=True, check=True)  # noqa: S603 - our own settings

    assert told.stdout.split() == [
        *("__Host-session", "__Host-csrf", "True", "True", "True", "Lax", "None", "/", "False", "31536000")
    ]


def test_the_cookies_of_a_session_are_not_for_scripts(world: World) -> None:
    client = Client()
    client.post(
        "/sign-in/", {"login": world.people[Role.MEMBER].account.email, "password": "three quiet kettles"}
    )
    client.get("/sign-out/")
    flags = {
        name: (bool(each["httponly"]), each["samesite"], each["path"])
        for name, each in client.cookies.items()
    }

    assert flags == dict.fromkeys(
        [django_settings.SESSION_COOKIE_NAME, django_settings.CSRF_COOKIE_NAME], (True, "Lax", "/")
    )
