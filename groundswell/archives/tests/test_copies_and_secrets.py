"""Of several copies the newest stands, and nothing comes along that was not for everyone."""

from pathlib import Path

import pytest

from groundswell.archives.discourse.reasons import Reason
from groundswell.archives.records import (
    Problem,
    ProblemKind,
)
from groundswell.archives.tally import Kind
from groundswell.archives.tests.make import Json, all_texts, make_post, opened, posts_of, written_by_all

pytestmark = pytest.mark.once

# ------------------------------------------------------------------------------------- copies


def test_the_same_line_twice_counts_once(tmp_path: Path) -> None:
    with opened(tmp_path, [make_post(1), make_post(1, reads=40)]) as archive:
        tally = written_by_all(archive)
        assert list(archive.problems()) == []

    assert (tally[Kind.POSTS].read, tally[Kind.POSTS].skipped) == (2, {Reason.SAME: 1})
    assert tally.adds_up


def test_the_newest_copy_stands(tmp_path: Path) -> None:
    old = make_post(1, raw="Teh chain.", topic_title="Teh chain")
    new = make_post(
        1, raw="The chain.", topic_title="The chain", version=2, updated_at="2024-05-01T00:00:00Z"
    )

    with opened(tmp_path, [new, old]) as archive:
        assert all_texts(archive) == {"1": "The chain."}
        assert [topic.title for topic in archive.topics()] == ["The chain"]
        assert written_by_all(archive)[Kind.POSTS].skipped == {Reason.OLDER: 1}
        assert list(archive.problems()) == []


def test_of_two_copies_of_one_time_the_one_that_was_taken_back_stands(tmp_path: Path) -> None:
    with opened(tmp_path, [make_post(1, user_deleted=True), make_post(1, reads=99)]) as archive:
        assert all_texts(archive) == {}


def test_copies_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    with opened(tmp_path, [make_post(1, raw="Left."), make_post(1, raw="Right.")]) as archive:
        sentence = "Post 1 stands here otherwise than elsewhere, and neither is newer."
        assert list(archive.problems()) == [Problem(ProblemKind.CONFLICT, "posts.jsonl, line 2", sentence)]
        assert len(all_texts(archive)) == 1


# ------------------------------------------------------------------------------------- what stays behind


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"deleted_at": "2024-04-01T00:00:00Z"}, Reason.DELETED),
        ({"user_deleted": True, "raw": "(post deleted by author)"}, Reason.WITHDRAWN),
        ({"raw": " \n"}, Reason.EMPTY),
        ({"post_type": 3}, Reason.SMALL_ACTION),
        ({"post_type": 4}, Reason.WHISPER),
        ({"post_type": 9}, Reason.UNKNOWN_TYPE),
    ],
)
def test_a_post_that_was_not_for_everyone_stays_behind(tmp_path: Path, fields: Json, reason: Reason) -> None:
    secret = make_post(2, number=2, **{"raw": "secret [quote]x[/quote]", **fields})
    quoting = make_post(
        3, number=3, raw="See https://talk.example/t/topic-number-1/1/2", reply_to_post_number=2
    )

    with opened(tmp_path, [make_post(1), secret, quoting]) as archive:
        assert list(all_texts(archive)) == ["1", "3"]
        assert posts_of(archive)[1].reply_to is None
        tally = written_by_all(archive)

    assert tally[Kind.POSTS].skipped == {reason: 1}
    assert tally[Kind.REPLIES].not_carried == {Reason.NO_TARGET: 1}
    assert tally.adds_up


def test_what_a_moderator_wrote_for_everyone_is_carried(tmp_path: Path) -> None:
    with opened(tmp_path, [make_post(1), make_post(2, number=2, post_type=2)]) as archive:
        assert list(all_texts(archive)) == ["1", "2"]


def test_a_hidden_post_is_carried_as_hidden(tmp_path: Path) -> None:
    with opened(tmp_path, [make_post(1), make_post(2, number=2, hidden=True)]) as archive:
        assert [post.is_hidden for post in posts_of(archive)] == [False, True]


@pytest.mark.parametrize(
    "mark", [{"category_id": None}, {"archetype": "private_message"}, {"topic_archetype": "private_message"}]
)
def test_a_private_conversation_and_who_was_only_in_it_stay_behind(tmp_path: Path, mark: Json) -> None:
    private = [make_post(n, topic=2, number=n, user_id=9, username="hush", **mark) for n in (1, 2)]
    public = make_post(
        5, raw="Ask @hush, see https://talk.example/t/topic-number-2/2 and /t/topic-number-2/2"
    )

    with opened(tmp_path, [*private, public]) as archive:
        assert [topic.key for topic in archive.topics()] == ["1"]
        assert [member.handle for member in archive.members()] == ["wilma"]
        assert all_texts(archive)["5"] == public["raw"].replace("@", r"\@")
        tally = written_by_all(archive)

    assert tally[Kind.POSTS].skipped == {Reason.PRIVATE: 2}
    assert tally[Kind.TOPICS].skipped == {Reason.NO_POST_LEFT: 1}
    assert tally[Kind.MEMBERS].skipped == {Reason.WROTE_NOTHING: 1}
    assert tally.adds_up


def test_a_topic_made_private_later_is_private_from_its_start(tmp_path: Path) -> None:
    with opened(tmp_path, [make_post(1), make_post(2, number=2, category_id=None)]) as archive:
        assert all_texts(archive) == {}


def test_a_category_that_is_not_told_is_no_sign_of_privacy(tmp_path: Path) -> None:
    post = make_post(1)
    del post["category_id"]

    with opened(tmp_path, [post]) as archive:
        assert [topic.space for topic in archive.topics()] == [None]


def test_a_topic_that_moderators_deleted_goes_with_its_replies(tmp_path: Path) -> None:
    first = make_post(1, deleted_at="2024-04-01T00:00:00Z")

    with opened(tmp_path, [first, make_post(2, number=2)]) as archive:
        assert all_texts(archive) == {}
        assert written_by_all(archive)[Kind.POSTS].skipped == {Reason.DELETED: 1, Reason.TOPIC_DELETED: 1}
