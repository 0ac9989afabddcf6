"""A visitor's page is the same for every visitor: one kept copy may serve them all."""

import re

import pytest

from groundswell.community.models import Stage
from groundswell.kernel import clock
from tests.leaks.browsing import Browser
from tests.leaks.crawl import readable
from tests.leaks.fixtures import BrowserFor, at_stage
from tests.leaks.routes import addresses
from tests.leaks.test_counts import MADE_UP
from tests.leaks.world import Role, World

pytestmark = pytest.mark.slow  # a round through every route takes its time


OF_ONE = re.compile(r"csrf|hx-headers|nonce=|[A-Za-z0-9]{64}")


@pytest.mark.parametrize("stage", Stage)
def test_two_visitors_get_the_same_bytes(world: World, stage: Stage) -> None:
    """But for pages with a form, which hold a token: those are kept by nobody. Pages name their second."""
    with at_stage(world, stage), clock.moved_to(clock.now()):
        browser = Browser(world, Role.VISITOR)
        found = readable(browser, addresses(world))
        pairs = [(browser.get(each.path), browser.get(each.path)) for each in found if each.path != MADE_UP]

    shared = [(one, other) for one, other in pairs if "no-store" not in one.headers.get("Cache-Control", "")]
    assert len(shared) > 30
    assert [str(one) for one, other in shared if one.body != other.body] == []
    assert [str(one) for one, _other in shared if one.cookies or OF_ONE.search(one.body)] == []
    assert [str(one) for one, _other in shared if "Cookie" not in one.headers.get("Vary", "")] == []


@pytest.mark.parametrize("path", ["/", "/t/", "/s/", "/people/"])
def test_what_visitors_read_most_is_theirs_together(browser: BrowserFor, path: str) -> None:
    answer = browser(Role.VISITOR).get(path)

    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer.cookies == {}
    assert not OF_ONE.search(answer.body)


def test_a_members_page_is_never_a_visitors(browser: BrowserFor) -> None:
    member, visitor = browser(Role.MEMBER).get("/"), browser(Role.VISITOR).get("/")

    assert member.body != visitor.body
    assert member.headers["Cache-Control"] == "private, no-store"
