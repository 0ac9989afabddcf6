"""Every page as one role sees it: each address of the route table, and each block that htmx may ask for."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from tests.leaks.browsing import Answer, Browser
from tests.leaks.features import calls
from tests.leaks.routes import Address, addresses
from tests.leaks.world import Role, World

_NOT_READ = 405
_DOOR = "/sign-in/?next="  # the same page each time, with the address that was asked for
_is_read: dict[str, bool] = {}


def crawled(world: World, role: Role) -> list[Answer]:
    """Every answer that there is to get."""
    browser = Browser(world, role)
    pages = [page for address in readable(browser, addresses(world)) for page in _asked(browser, address)]
    return [*pages, *_led_to(browser, pages)]


def readable(browser: Browser, found: Iterable[Address]) -> Iterator[Address]:
    """Without routes that only take forms: asked for once, they answer so for everything."""
    for address in found:
        if address.route not in _is_read:
            is_page = calls()[address.route].form is None
            _is_read[address.route] = is_page or browser.get(address.path).status != _NOT_READ
        if _is_read[address.route]:
            yield address


def parts(world: World, role: Role) -> list[Answer]:
    """Every block of pages of every route, asked for alone: of the two that say most."""
    browser = Browser(world, role)
    return [
        browser.part(page.path, block)
        for page in _saying_most(world, browser)
        for block in dict.fromkeys(page.blocks)
    ]


def _saying_most(world: World, browser: Browser) -> Iterator[Answer]:
    """Two pages a route, whose readers may see what is hidden, or else whatever there is."""
    kinds: dict[str, list[Address]] = {}
    for address in readable(browser, addresses(world)):
        kinds.setdefault(address.route, []).append(address)
    for alike in kinds.values():
        for address in sorted(alike, key=lambda each: not each.is_for(browser.role, world.stage))[:2]:
            page = browser.get(address.path)
            yield browser.get(page.leads_to) if page.leads_to.startswith("/") else page


def _asked(browser: Browser, address: Address) -> Iterator[Answer]:
    yield browser.get(address.path)
    for query in calls()[address.route].queries:
        yield browser.get(address.path + query)


def _led_to(browser: Browser, pages: list[Answer]) -> list[Answer]:
    """The pages of our own to which these lead, each once."""
    seen = {page.path for page in pages}
    found = (_own(page.leads_to) for page in pages if page.leads_to)
    return [browser.get(path) for path in sorted({*found} - seen) if path and not path.startswith(_DOOR)]


def _own(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
