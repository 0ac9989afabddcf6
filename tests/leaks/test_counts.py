"""What is hidden does not count: to those who may not see it, every page is the same with and without it."""

from datetime import UTC, datetime, timedelta

import pytest

from groundswell.kernel import clock, epoch
from tests.leaks import features
from tests.leaks.browsing import Answer, Browser
from tests.leaks.crawl import crawled
from tests.leaks.fixtures import signed_in
from tests.leaks.world import Role, World

pytestmark = pytest.mark.slow  # a round through every route takes its time


NOW = datetime(2026, 9, 12, 10, tzinfo=UTC)
MADE_UP = "/ui/"  # the gallery makes its people and topics anew each time
LATER = NOW + timedelta(hours=2)
OUTSIDERS = [Role.VISITOR, Role.SUSPENDED, Role.MEMBER]


@pytest.mark.parametrize("offset", [timedelta(hours=1), -timedelta(days=10)], ids=["after", "before"])
def test_no_page_of_an_outsider_changes_with_what_is_hidden(offset: timedelta, db: None) -> None:
    """Made after what everybody sees, or before it: neither firsts nor lasts nor sums may shift."""
    with clock.moved_to(NOW):
        world = signed_in(features.lay(World()))
    with clock.moved_to(LATER):
        before = [page for role in OUTSIDERS for page in crawled(world, role) if page.path != MADE_UP]

    with clock.moved_to(NOW + offset):
        features.hide(world)

    after = [again(world, page) for page in before]
    changed = [str(old) for old, new in zip(before, after, strict=True) if old.plain != new.plain]
    assert len(before) > 50 * len(OUTSIDERS)
    assert changed == []


def again(world: World, page: Answer) -> Answer:
    """The same page for the same reader, at the same moment, from a process that remembers nothing."""
    epoch.forget()
    with clock.moved_to(LATER):
        return Browser(world, page.role).get(page.path)
