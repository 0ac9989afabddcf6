"""Every page of the route table, as every role, while the community is open and while it is private."""

import pytest

from tests.leaks.browsing import Answer
from tests.leaks.crawl import crawled, parts
from tests.leaks.fixtures import at_stage
from tests.leaks.world import SIGNED_OUT, STAGES, Role, World

pytestmark = pytest.mark.slow  # a round through every route takes its time


Seen = tuple[World, Role, list[Answer]]


@pytest.fixture(scope="module", params=STAGES, ids="-".join)
def seen(request: pytest.FixtureRequest, whole_world: World) -> Seen:
    """Everything that one role sees at one stage."""
    stage, role = request.param
    with at_stage(whole_world, stage) as world:
        return world, role, crawled(world, role)


def test_no_page_tells_what_is_not_for_its_reader(seen: Seen, db: None) -> None:
    world, role, pages = seen

    told = {str(page): told for page in pages if (told := world.not_for(role, page.told))}

    assert told == {}


def test_whoever_may_read_something_finds_it_somewhere(seen: Seen, db: None) -> None:
    """So every canary is real: it would be seen if it were let out."""
    world, role, pages = seen

    found = {text for page in pages for text in world.found_in(page.told)}

    for_them = {text for text, canary in world.canaries.items() if canary.is_for(role, world.stage)}
    assert sorted(world.canaries[text].what for text in for_them - found) == []


def test_no_page_breaks(seen: Seen, db: None) -> None:
    _world, _role, pages = seen

    assert [f"{page}: {page.crash}" for page in pages if page.status >= 500] == []


def test_reading_a_page_writes_nothing_and_begins_no_transaction(seen: Seen, db: None) -> None:
    _world, _role, pages = seen

    assert {str(page): page.wrote for page in pages if page.wrote} == {}


def test_what_is_personal_is_kept_by_nobody(seen: Seen, db: None) -> None:
    _world, role, pages = seen
    personal = [page for page in pages if role not in SIGNED_OUT or page.cookies or "csrf" in page.body]

    kept = {str(page): page.headers.get("Cache-Control") for page in personal if not is_unkept(page)}

    assert kept == {}


def is_unkept(page: Answer) -> bool:
    """Whether no cache may keep the page, or it is one of the few files that are the same for all."""
    control = page.headers.get("Cache-Control", "")
    is_file = page.headers.get("Content-Type", "").startswith(("text/css", "image/"))
    return ("private" in control and "no-store" in control) or is_file or page.asked.endswith("z")


def test_every_page_says_what_a_browser_may_do_with_it(seen: Seen, db: None) -> None:
    _world, _role, pages = seen

    assert {str(page): lacking for page in pages if (lacking := lacks(page))} == {}


def lacks(page: Answer) -> set[str]:
    """The headers of safety that an answer does not carry."""
    policy = page.headers.get("Content-Security-Policy", "")
    wanted = ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]
    missing = {rule for rule in wanted if rule not in policy}
    missing |= {rule for rule in ("unsafe-inline", "unsafe-eval", "nonce-", "*") if rule in policy}
    for name, value in {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        **({"X-Frame-Options": "DENY"} if "<html" in page.body else {}),
    }.items():
        missing |= {name} if page.headers.get(name) != value else set()
    return missing


@pytest.mark.parametrize("role", sorted({*Role} - {Role.PENDING, Role.STEWARD}))
def test_no_block_of_a_page_tells_more_than_the_page(world: World, role: Role) -> None:
    told = {str(page): told for page in parts(world, role) if (told := world.not_for(role, page.told))}

    assert told == {}
