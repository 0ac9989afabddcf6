"""What an archive holds, as records: topics in order, members by their last names, where the forum stood."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from groundswell.archives.discourse.reasons import Reason
from groundswell.archives.records import (
    ArchivedMember,
    ArchivedReaction,
    ArchivedSpace,
    ArchivedTopic,
    Problem,
    ProblemKind,
)
from groundswell.archives.tally import Kind
from groundswell.archives.tests.make import Json, make_post, opened, posts_of, written_by_all

pytestmark = pytest.mark.once


def test_a_small_archive_comes_out_as_records(tmp_path: Path) -> None:
    first = make_post(1, reactions=[{"id": "heart", "count": 2}, {"id": "-1", "count": 1}])
    second = make_post(
        2, number=2, user_id=8, username="bolt", name=None, reply_to_post_number=1, version=3,
        avatar_template="/user_avatar/talk.example/bolt/1.png", actions_summary=[{"id": 2, "count": 5}],
        updated_at="2024-04-01T10:00:00Z",
    )  # fmt: skip

    with opened(tmp_path, [second, first]) as archive:
        at = datetime(2024, 3, 1, 0, 1, tzinfo=UTC)
        later = at + timedelta(minutes=1)
        assert list(archive.members()) == [
            ArchivedMember("7", "wilma", "Wilma Mender", (), at, at, 1, is_bot=False, has_portrait=False),
            ArchivedMember("8", "bolt", "", (), later, later, 1, is_bot=False, has_portrait=True),
        ]
        assert list(archive.spaces()) == [ArchivedSpace("4", "", 1)]
        assert list(archive.topics()) == [
            ArchivedTopic("1", "4", "Topic number 1", at, "7", "1", 2, is_headless=False)
        ]
        opening, reply = posts_of(archive)
        assert list(archive.places()) == [opening.place, reply.place]

    assert (opening.reply_to, reply.reply_to) == (None, "1")
    assert (opening.likes, opening.reactions) == (
        2,
        (ArchivedReaction("-1", 1), ArchivedReaction("heart", 2)),
    )
    assert (reply.likes, reply.reactions) == (5, (ArchivedReaction("heart", 5),))
    assert (opening.edits, opening.edited_at) == (0, None)
    assert (reply.edits, reply.edited_at) == (2, datetime(2024, 4, 1, 10, tzinfo=UTC))


def test_the_order_of_the_lines_does_not_matter(tmp_path: Path) -> None:
    posts = [make_post(n, topic=1 + n % 3, number=1 + n // 3, raw=f"old {n}") for n in range(1, 20)]
    posts += [
        make_post(n, topic=1 + n % 3, number=1 + n // 3, version=2, raw=f"new {n}") for n in range(1, 9)
    ]

    with opened(tmp_path, posts) as archive:
        forward = (
            posts_of(archive),
            list(archive.topics()),
            list(archive.members()),
            written_by_all(archive),
        )
    with opened(tmp_path, posts[::-1]) as archive:
        backward = (
            posts_of(archive),
            list(archive.topics()),
            list(archive.members()),
            written_by_all(archive),
        )

    assert forward == backward


def test_going_through_it_again_yields_the_same(tmp_path: Path) -> None:
    with opened(tmp_path, [make_post(n, topic=n) for n in range(1, 6)]) as archive:
        assert posts_of(archive) == posts_of(archive)
        assert written_by_all(archive) == written_by_all(archive)


# ------------------------------------------------------------------------------------- topics


def test_a_topic_without_its_first_post_opens_with_the_next(tmp_path: Path) -> None:
    with opened(
        tmp_path, [make_post(3, number=3, user_id=8, username="bolt"), make_post(9, number=9)]
    ) as archive:
        (topic,) = archive.topics()
        assert (topic.first_post, topic.author, topic.is_headless, topic.posts) == ("3", "8", True, 2)
        assert list(archive.problems()) == [
            Problem(
                ProblemKind.HEADLESS,
                "topic 1",
                "Its first post is not in the archive; the earliest is number 3.",
            ),
            Problem(ProblemKind.GAP, "topic 1", "Posts that are not in the archive: 7 (number 1–2, 4–8)."),
        ]


def test_absurdly_large_numbers_make_no_absurdly_large_work(tmp_path: Path) -> None:
    with opened(tmp_path, [make_post(1), make_post(2, number=2**61)]) as archive:
        (gap,) = archive.problems()

    assert gap.sentence == f"Posts that are not in the archive: {2**61 - 2} (number 2–{2**61 - 1})."


def test_a_deleted_post_is_no_gap(tmp_path: Path) -> None:
    posts = [make_post(1), make_post(2, number=2, user_deleted=True), make_post(3, number=3)]

    with opened(tmp_path, posts) as archive:
        assert list(archive.problems()) == []


def test_posts_keep_the_order_of_their_numbers_where_times_contradict(tmp_path: Path) -> None:
    moved = make_post(2, number=2, created_at="2023-01-01T00:00:00Z", updated_at="2023-01-01T00:00:00Z")

    with opened(tmp_path, [make_post(1), moved, make_post(3, number=3)]) as archive:
        places = list(archive.places())

    assert [place.post for place in places] == ["1", "2", "3"]
    assert places[1].written_at == datetime(2023, 1, 1, tzinfo=UTC)
    assert places[0].placed_at < places[1].placed_at < places[2].placed_at


def test_topics_come_by_the_time_of_their_first_post(tmp_path: Path) -> None:
    with opened(
        tmp_path, [make_post(30, topic=1), make_post(10, topic=3), make_post(20, topic=2)]
    ) as archive:
        assert [topic.key for topic in archive.topics()] == ["3", "2", "1"]


def test_a_topic_is_called_and_stands_where_its_latest_post_says(tmp_path: Path) -> None:
    later = make_post(2, number=2, topic_title="Renamed :rocket:", category_id=6)

    with opened(tmp_path, [later, make_post(1)]) as archive:
        assert [(topic.title, topic.space) for topic in archive.topics()] == [("Renamed 🚀", "6")]
        assert [space.key for space in archive.spaces()] == ["6"]


def test_a_reply_to_what_comes_later_stands_alone(tmp_path: Path) -> None:
    posts = [make_post(1, reply_to_post_number=1), make_post(2, number=2, reply_to_post_number=3)]

    with opened(tmp_path, [*posts, make_post(3, number=3)]) as archive:
        assert [post.reply_to for post in posts_of(archive)] == [None, None, None]
        assert written_by_all(archive)[Kind.REPLIES].not_carried == {Reason.LATER: 2}


# ------------------------------------------------------------------------------------- members


def test_an_author_whose_account_is_gone_is_nobody(tmp_path: Path) -> None:
    with opened(tmp_path, [make_post(1, user_id=None, username=None, name=None)]) as archive:
        assert list(archive.members()) == []
        assert [post.author for post in posts_of(archive)] == [None]
        assert [topic.author for topic in archive.topics()] == [None]


def test_an_author_with_a_name_and_no_number_is_known_by_the_name(tmp_path: Path) -> None:
    nameless = make_post(1, user_id=None, username="Rusty")
    later = make_post(2, number=2, raw="Thanks @rusty!", user_id=None, username="WILMA")
    numbered = make_post(3, number=3)

    with opened(tmp_path, [nameless, later, numbered]) as archive:
        assert [post.author for post in posts_of(archive)] == ["@rusty", "7", "7"]
        assert [(member.key, member.handle) for member in archive.members()] == [
            ("@rusty", "Rusty"),
            ("7", "wilma"),
        ]
        assert posts_of(archive)[1].text.mentions[0].member == "@rusty"


def test_who_changed_names_is_one_person_with_the_last_one(tmp_path: Path) -> None:
    posts = [
        make_post(1, username="will", name="Will"),
        make_post(2, number=2),
        make_post(3, number=3, user_id=8, username="bolt", raw='@will [quote="will, post:1"]'),
    ]

    with opened(tmp_path, posts) as archive:
        wilma, _bolt = archive.members()
        assert (wilma.handle, wilma.name, wilma.former_handles) == ("wilma", "Wilma Mender", ("will",))
        assert [mention.member for mention in posts_of(archive)[2].text.mentions] == ["7"]


def test_a_name_that_passed_on_belongs_to_who_bore_it_last(tmp_path: Path) -> None:
    posts = [
        make_post(1, username="smith"),
        make_post(2, number=2, username="wilma"),
        make_post(3, number=3, user_id=8, username="smith", raw="I am @Smith now."),
    ]

    with opened(tmp_path, posts) as archive:
        assert [mention.member for mention in posts_of(archive)[2].text.mentions] == ["8"]


@pytest.mark.parametrize("user_id", [-1, -2])
def test_the_system_and_its_bot_are_bots(tmp_path: Path, user_id: int) -> None:
    with opened(tmp_path, [make_post(1, user_id=user_id, username="system")]) as archive:
        assert [(member.key, member.is_bot) for member in archive.members()] == [(str(user_id), True)]


# ------------------------------------------------------------------------------------- where it stood


def linking(*addresses: str) -> Callable[[int], Json]:
    return lambda post: make_post(post, number=post, raw=" ".join(addresses))


def test_the_forum_is_where_links_name_its_topics_in_their_own_words(tmp_path: Path) -> None:
    here = linking("https://talk.example/t/topic-number-1/1", "https://other.example/t/welcome/1/3")

    with opened(tmp_path, [here(1), here(2)]) as archive:
        assert archive.bases == ("talk.example",)


def test_a_forum_in_a_folder_and_one_that_moved_are_known(tmp_path: Path) -> None:
    old = [f"http://old.example/forum/t/topic-number-{n}/{n}" for n in range(1, 4)]
    new = [f"https://talk.example/t/topic-number-{n}/{n}" for n in range(1, 6)]
    posts = [make_post(n, topic=n, raw=" ".join(old + new)) for n in range(1, 6)]

    with opened(tmp_path, posts) as archive:
        assert archive.bases == ("talk.example", "old.example/forum")
        assert posts_of(archive)[0].text.links[0].was == "http://old.example/forum/t/topic-number-1/1"


def test_one_topic_that_every_forum_has_makes_no_second_address(tmp_path: Path) -> None:
    posts = [
        make_post(n, topic=n, topic_slug="welcome" if n == 1 else f"topic-number-{n}") for n in range(1, 4)
    ]
    posts[0]["raw"] = "https://talk.example/t/topic-number-2/2 https://talk.example/t/topic-number-3/3"
    posts[1]["raw"] = "https://elsewhere.example/t/welcome/1"

    with opened(tmp_path, posts) as archive:
        assert archive.bases == ("talk.example",)


def test_without_such_a_link_nobody_knows(tmp_path: Path) -> None:
    with opened(tmp_path, [make_post(1, raw="https://talk.example/t/else/77")]) as archive:
        assert archive.bases == ()
