"""A whole forum's archive, where one lies beside the repository; nothing of it enters here."""

import io
from collections import Counter
from pathlib import Path

import pytest

from groundswell.archives.tally import Kind
from groundswell.community.models import Community
from groundswell.exchange.discourse import bring_in
from groundswell.exchange.moving import pace
from groundswell.exchange.moving.pace import Pace
from groundswell.exchange.moving.report import Report
from groundswell.exchange.tests.moves import statements_counted
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.progress import Progress
from groundswell.people.models import Member, Origin
from groundswell.spaces.models import Space
from groundswell.topics.counting import recount_spaces, recount_topic
from groundswell.topics.models import Mention, Post, Topic

pytestmark = pytest.mark.slow
FIGURES = {
    Kind.ENTRIES: (4725, 4725),
    Kind.MEMBERS: (460, 458),
    Kind.SPACES: (8, 8),
    Kind.TOPICS: (635, 628),
    Kind.POSTS: (4725, 4606),
    Kind.REPLIES: (2291, 2281),
    Kind.QUOTES: (2764, 2712),
    Kind.LINKS: (495, 476),
    Kind.MENTIONS: (705, 678),
    Kind.REACTIONS: (2624, 2600),
}


@pytest.fixture
def even_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty at a time, however busy the machine is."""
    monkeypatch.setattr(Pace, "follow", lambda pace, _took: setattr(pace, "size", 50))
    monkeypatch.setattr(pace, "REST", 0)


def move(shared_data: Path) -> tuple[Report, Counter[str]]:
    with statements_counted() as statements:
        report = bring_in(shared_data / "discourse-archive", progress=Progress(io.StringIO()))
    return report, statements


def counters() -> list[object]:
    fields = ("pk", "last_post", "last_author", "reply_count", "people_count")
    return [
        *Topic.objects.order_by("pk").values_list(*fields),
        *Space.objects.order_by("pk").values_list("pk", "topic_count", "last_post"),
    ]


def test_the_shared_archive_moves_in_whole_and_once(
    community: Community, shared_data: Path, even_pace: None
) -> None:
    report, statements = move(shared_data)
    again, fewer = move(shared_data)

    assert {kind: (report.tally[kind].read, report.tally[kind].written) for kind in FIGURES} == FIGURES
    assert (report.tally.adds_up, again.tally.adds_up, again.is_news) == (True, True, False)
    assert statements.total() < 4606  # not even one a post
    assert fewer.keys() == {"SELECT"}
    assert fewer.total() < 4606 / 2.5
    assert (Post.objects.count(), Topic.objects.count(), Mention.objects.count()) == (4606, 628, 582)
    assert Member.objects.filter(origin=Origin.IMPORTED).count() == report.unclaimed == 457
    assert Member.objects.filter(origin=Origin.BOT).count() == 1
    assert sum(post.html.count("\ue000q:") for post in Post.objects.only("html")) == 2712
    assert not Entry.objects.filter(imported=False, event__gt=300).exists()
    assert not Job.objects.exists()
    kept = counters()
    for topic in Topic.objects.values_list("pk", flat=True):
        recount_topic(topic)
    recount_spaces(*Space.objects.values_list("pk", flat=True))
    assert counters() == kept
