"""The same command again: nothing twice, nothing missing, wherever the first run stopped."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import transaction

from groundswell.archives.tally import Kind
from groundswell.archives.tests.make import Json, make_post, write_lines
from groundswell.community.make import make_community
from groundswell.community.models import Community
from groundswell.exchange.moving import pace
from groundswell.exchange.moving.alone import Refused, alone
from groundswell.exchange.moving.around import Around, Load, look_around
from groundswell.exchange.moving.move import Move
from groundswell.exchange.tests.moves import (
    BOLT,
    NOBODY,
    Killed,
    forum,
    killed_at,
    moved_in,
    post_of,
    topic_of,
    whole_world,
    writes_counted,
)
from groundswell.kernel import epoch
from groundswell.kernel.tests.parallel import together
from groundswell.kernel.tests.processes import environment, wait_until
from groundswell.people.models import Member
from groundswell.spaces.models import Space
from groundswell.topics.make import make_reply
from groundswell.topics.models import Post, Topic
from tools.environment import ROOT

pytestmark = pytest.mark.wide

STEP = 5


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small forum takes many transactions."""
    monkeypatch.setattr(pace, "SMALLEST", 2)
    monkeypatch.setattr(pace, "LARGEST", 2)


def test_a_second_run_writes_nothing(community: Community, tmp_path: Path) -> None:
    first = moved_in(tmp_path, forum())
    before = whole_world()

    with writes_counted() as writes:
        second = moved_in(tmp_path, forum())

    assert writes == []
    assert whole_world() == before
    assert (first.is_news, second.is_news) == (True, False)
    for kind, row in second.tally:
        assert (row.read, row.written) == (first.tally[kind].read, first.tally[kind].written)
        assert kind is Kind.ENTRIES or row.already == row.written


@pytest.mark.slow
def test_killed_at_any_write_it_goes_on_to_the_same_end(
    community: Community, tmp_path: Path, small_batches: None
) -> None:
    with transaction.atomic(), writes_counted() as writes:
        moved_in(tmp_path, forum())
        whole = whole_world()
        transaction.set_rollback(True)
    epoch.forget()

    for write in range(0, len(writes), STEP):
        with transaction.atomic():
            with pytest.raises(Killed), killed_at(write):
                moved_in(tmp_path, forum())
            report = moved_in(tmp_path, forum())
            assert whole_world() == whole, f"killed before write {write}"
            assert report.tally.adds_up
            transaction.set_rollback(True)
        epoch.forget()


def test_killed_again_and_again_it_still_arrives(
    community: Community, tmp_path: Path, small_batches: None
) -> None:
    with transaction.atomic():
        moved_in(tmp_path, forum())
        whole = whole_world()
        transaction.set_rollback(True)
    epoch.forget()

    deaths = 0
    while deaths < 100:
        try:
            with killed_at(16):
                moved_in(tmp_path, forum())
            break
        except Killed:
            deaths += 1

    assert 2 < deaths < 100
    assert whole_world() == whole


def test_a_newer_archive_adds_what_is_new(community: Community, tmp_path: Path, cy: Member) -> None:
    moved_in(tmp_path, forum())
    known = set(Post.objects.values_list("pk", flat=True))
    local = make_reply(cy, topic_of(2), "From here.")
    newer = [*forum(), make_post(99, 2, 3, category_id=5, raw="Later there.", **BOLT), make_post(100, 6)]

    report = moved_in(tmp_path, newer)

    assert set(Post.objects.values_list("pk", flat=True)) - known == {
        local.pk, post_of(99).pk, post_of(100).pk
    }  # fmt: skip
    assert [post.pk for post in topic_of(2).posts.order_by("pk")][2:] == [post_of(99).pk, local.pk]
    assert (topic_of(2).last_post, topic_of(2).reply_count) == (local.pk, 3)
    assert (report.tally[Kind.POSTS].written, report.tally[Kind.POSTS].already) == (11, 9)


def test_a_first_post_that_comes_late_opens_its_topic(community: Community, tmp_path: Path) -> None:
    moved_in(tmp_path, forum())

    moved_in(tmp_path, [*forum(), make_post(31, 3, 1, category_id=5, raw="Found after all.", **BOLT)])

    topic = topic_of(3)
    assert [post.is_opening for post in topic.posts.order_by("pk")] == [True, False]
    assert (topic.excerpt, topic.author.handle) == ("Found after all.", "bolt")
    assert (topic.reply_count, topic.people_count, topic.last_post) == (1, 2, post_of(33).pk)


def test_it_is_the_same_forum_under_whatever_name(community: Community, tmp_path: Path) -> None:
    moved_in(tmp_path, forum())
    before = whole_world()

    report = moved_in(tmp_path, forum(), origin="https://www.talk.example")

    assert report.source == "talk.example"
    assert whole_world() == before


def test_two_forums_with_the_same_numbers_stay_apart(community: Community, tmp_path: Path) -> None:
    moved_in(tmp_path, [make_post(1)], origin="one.example")
    at: Json = {"created_at": "2023-01-01T10:00:00Z", "updated_at": "2023-01-01T10:00:00Z"}

    moved_in(tmp_path, [make_post(1, **at)], origin="two.example")

    assert Topic.objects.count() == 2
    assert Space.objects.filter(name="Category 4").count() == 2
    assert set(Member.objects.values_list("handle", flat=True)) == {"wilma", "wilma2"}


def test_what_was_deleted_here_does_not_come_back(community: Community, tmp_path: Path) -> None:
    moved_in(tmp_path, forum())
    post_of(12).delete()
    topic_of(2).delete()

    report = moved_in(tmp_path, [*forum(), make_post(99, 2, 3, category_id=5, **BOLT)])

    assert report.tally.adds_up
    assert Topic.objects.count() == 3
    assert report.tally[Kind.TOPICS].skipped == {
        "it was brought in before and has been deleted here since": 1
    }
    assert report.tally[Kind.POSTS].skipped == {
        "it was brought in before and has been deleted here since": 3,
        "its topic was brought in before and has been deleted here since": 1,
    }


def test_a_reply_to_what_was_deleted_here_stands_alone(community: Community, tmp_path: Path) -> None:
    moved_in(tmp_path, forum())
    post_of(12).delete()

    report = moved_in(tmp_path, [*forum(), make_post(16, number=6, reply_to_post_number=2)])

    assert post_of(16).reply_to is None
    assert report.tally[Kind.REPLIES].not_carried == {"the post that it answers is not here": 1}
    assert report.tally.adds_up


def test_somebody_deletes_a_topic_while_its_posts_are_on_their_way(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_community()
    moved_in(tmp_path, forum())
    doomed = topic_of(2).pk

    def look_and_lose(move: Move, loads: Sequence[Load]) -> Around:
        around = look_around(move, loads)
        Topic.objects.filter(pk=doomed).delete()
        return around

    monkeypatch.setattr("groundswell.exchange.moving.posts.look_around", look_and_lose)
    report = moved_in(tmp_path, [*forum(), make_post(99, 2, 3, category_id=5, **NOBODY)])

    assert report.tally.adds_up
    assert not Post.objects.filter(topic=doomed).exists()


def test_two_imports_at_once_are_one_too_many(transactional_db: None, tmp_path: Path) -> None:
    make_community()

    with alone():
        (refused,) = together(1, lambda _number: _refusal(tmp_path))

    assert refused == "Another import is running. Let it finish, or stop it, and start this one again."
    assert moved_in(tmp_path, [make_post(1)]).is_news


def _refusal(folder: Path) -> str:
    with pytest.raises(Refused) as refused:
        moved_in(folder, [make_post(1)])
    return str(refused.value)


@pytest.mark.slow
def test_a_process_killed_in_the_midst_loses_nothing(transactional_db: None, tmp_path: Path) -> None:
    make_community()
    posts = [make_post(n, 1 + n // 5, 1 + n % 5, raw=f"Words {n}. " * 40) for n in range(1, 400)]
    archive = write_lines(tmp_path / "posts.jsonl", posts)
    command = [sys.executable, "-m", "groundswell", "import", "discourse", str(archive)]

    child = subprocess.Popen(command, cwd=ROOT, env=environment(tmp_path), stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    wait_until(lambda: Post.objects.count() > 50)
    child.kill()
    child.wait()
    stopped_at = Post.objects.count()
    done = subprocess.run(  # noqa: S603 - our own
        command, cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True, check=False
    )

    assert stopped_at < 399
    assert (done.returncode, Post.objects.count(), Topic.objects.count()) == (0, 399, 80)
    assert Post.objects.filter(is_opening=True).count() == 80
    assert "it adds up" in done.stdout
