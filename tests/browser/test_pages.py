"""Every page that the URLconf has, seen by those whom it is for: axe, nothing sticks out, a calm console."""

import pytest
from django.urls import reverse

from groundswell.community.actions import Description
from groundswell.people.make import make_founder, make_member
from tests.browser import looking, samples
from tests.browser.conftest import GoTo, LookAt
from tests.browser.forms import empty_and_unchecked, press
from tests.leaks.routes import Route, routes
from tests.plugins.served import NewSite, OpenPage, Town

pytestmark = pytest.mark.browser


def test_every_address_is_looked_at_or_takes_forms_alone(town: Town, go_to: GoTo) -> None:
    elsewhere = (
        {look.route for look in samples.LOOKS} | samples.NOT_PAGES | samples.REDIRECTS | samples.ON_THE_WAY
    )
    rest = [route for route in routes().values() if route.name not in elsewhere]
    page, _answer = go_to("ada", "/")

    opened = {route.name: page.request.get(some_address(route)).status for route in rest}

    assert {name: status for name, status in opened.items() if status != 405} == {}
    assert sorted(elsewhere - routes().keys()) == []


@pytest.mark.parametrize("look", samples.LOOKS, ids=str)
def test_a_page_is_accessible_and_fits(look: samples.Look, look_at: LookAt) -> None:
    page = look_at(look)

    assert looking.findings(page) == []


@pytest.mark.parametrize(
    ("path", "who", "status"),
    [
        ("/t/1/", "nobody", 404),
        ("/no/such/page/", "cyrus", 404),
        ("/s/new/", "cyrus", 403),
        ("/people/waiting/1/approval/", "ada", 405),
        ("/broken/", "cyrus", 500),
    ],
)
def test_an_error_is_a_page_too(path: str, who: str, status: int, go_to: GoTo) -> None:
    page, answer = go_to(who, path)

    assert answer.status == status
    assert page.get_by_role("link", name="To the front page").is_visible()
    assert looking.findings(page) == []


@pytest.mark.parametrize(
    ("look", "button"),
    [
        (samples.Look("account_signup", "nobody"), "Join"),
        (samples.Look("account_login", "nobody"), "Sign in"),
        (samples.Look("topics:new", "cyrus", {"space": "spaces.commons"}), "Open it"),
        (samples.Look("topics:hide_post", "bea", {"pk": "posts.answer"}), "Hide it"),
        (samples.Look("spaces:new", "ada"), "Open it"),
        (samples.Look("people:leave", "cyrus"), "Delete my account"),
        (samples.Look("community:mail", "ada"), "Keep it so"),
        (samples.Look("community:settings", "ada"), "Keep it so"),
    ],
    ids=str,
)
def test_a_form_that_is_refused_is_accessible_and_fits(
    look: samples.Look, button: str, look_at: LookAt
) -> None:
    page = look_at(look)
    empty_and_unchecked(page)

    status = press(page, button)

    assert status == 422
    assert page.locator("[aria-invalid=true]").count() > 0
    assert looking.findings(page) == []


def test_who_goes_too_fast_is_told_when_to_come_back(go_to: GoTo) -> None:
    page, _answer = go_to("noa", reverse("people:leave"))

    statuses: list[int] = []
    while 429 not in statuses and len(statuses) < 12:
        empty_and_unchecked(page)
        statuses.append(press(page, "Delete my account"))

    assert statuses == [422] * 10 + [429]
    assert "Wait" in page.locator("#wrong").inner_text()
    assert looking.findings(page) == []


def test_a_community_in_which_nothing_has_happened_is_kind(new_site: NewSite, open_page: OpenPage) -> None:
    site = new_site()
    page = open_page(site)
    page.goto("/")
    found = {page.url: looking.findings(page)}
    people = {
        None: ["/", "/t/", "/sign-in/", "/sign-up/", "/reset/"],
        make_founder("Ada", Description("Riverbend Repair"), handle="ada"): samples.FOUNDED,
        make_member("Cyrus"): ["/", "/people/"],
    }

    for person, paths in people.items():
        page = open_page(site, person)
        for path in paths:
            page.goto(path)
            page.set_viewport_size({"width": looking.WIDE, "height": looking.HEIGHT})
            page.emulate_media(color_scheme="light")
            assert page.url == site.origin + path
            found[f"{path} as {person}"] = looking.findings(page)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def some_address(route: Route) -> str:
    """An address of the route, whatever stands in it."""
    return reverse(route.name, kwargs={part: "cyrus" if part == "handle" else 1 for part in route.parts})
