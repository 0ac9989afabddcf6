"""One window for each person, kept open from test to test: looking at a page needs no new browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.looking import HEIGHT, WIDE, Console
from tests.browser.samples import Look
from tests.plugins.served import Town, session_of

GoTo = Callable[..., tuple[Page, Response]]
LookAt = Callable[..., Page]


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[dict[str, Page]]:
    """The windows that are open, by whose they are."""
    opened: dict[str, Page] = {}
    yield opened
    for page in opened.values():
        page.context.close()


@pytest.fixture
def go_to(town: Town, browser: Browser, windows: dict[str, Page]) -> Iterator[GoTo]:
    """Leads somebody's window, wide and light, to a path; nothing may go wrong there unseen."""
    consoles: list[tuple[Page, Console]] = []

    def go(who: str, path: str, language: str = "en") -> tuple[Page, Response]:
        page = windows.get(who) or _window(browser, town, who)
        windows[who] = page
        consoles.append((page, Console(page)))
        page.set_viewport_size({"width": WIDE, "height": HEIGHT})
        page.emulate_media(color_scheme="light")
        page.context.set_extra_http_headers({"Accept-Language": language})
        answer = page.goto(path)
        assert answer is not None
        return page, answer

    yield go
    for page, console in consoles:
        console.leave(page)
    assert [error for _page, console in consoles for error in console.errors] == []


@pytest.fixture
def look_at(town: Town, go_to: GoTo) -> LookAt:
    """Opens the page of a look, and sees that it is that page and no other."""

    def look(each: Look, language: str = "en") -> Page:
        page, answer = go_to(each.who, each.address(town.world), language)
        assert answer.status == each.status
        assert answer.request.redirected_from is None, f"{each} leads to {page.url}"
        return page

    return look


def _window(browser: Browser, town: Town, who: str) -> Page:
    context = browser.new_context(base_url=town.site.origin, reduced_motion="reduce")
    if person := town.world.people.get(who):
        cookie = {"name": "session", "value": session_of(person), "url": town.site.origin}
        context.add_cookies([cookie])  # type: ignore[list-item]  # Playwright's own type asks for more
    return context.new_page()
