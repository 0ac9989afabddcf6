"""Read = written + skipped + not carried, for every kind, whatever the archive holds."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.archives.discourse import open_archive
from groundswell.archives.records import ProblemKind
from groundswell.archives.tally import Cargo, Kind, Loss, Tally
from groundswell.archives.tests.make import UNTIL, Json, make_post, write_lines, written_by_all

pytestmark = [pytest.mark.once, pytest.mark.wide]

MARKS = [
    '[quote="wilma, post:1, topic:1"]\n', "[/quote]", "[details=More]\n", "[/details]", "[poll]\n",
    "[/poll]", "https://talk.example/t/topic-number-2/2/1", "![a|1x1](upload://a.png)", "@wilma", ":rocket:",
    ":nosuch:", "```\n", "`", "[date=2024-01-01]", "[spoiler]", "[/spoiler]", "\n", "\n\n", " words ", "$x$",
    "> ", "    ", "[", "](", "/t/topic-number-1/1)", "<", "[url=/t/1]", "[/url]", "\\",
]  # fmt: skip


def made(fields: dict[str, Any]) -> Json:
    return make_post(**fields)


small = st.integers(1, 4)
raws = st.lists(st.sampled_from(MARKS), max_size=12).map("".join)
posts = st.fixed_dictionaries(
    {"post": st.integers(1, 12), "topic": small, "number": small},
    optional={
        "raw": raws,
        "user_id": st.sampled_from([None, -1, 7, 8]),
        "username": st.sampled_from([None, "", "wilma", "bolt"]),
        "version": small,
        "post_type": st.integers(1, 5),
        "deleted_at": st.sampled_from([None, "2024-05-01T00:00:00Z"]),
        "user_deleted": st.booleans(),
        "hidden": st.booleans(),
        "category_id": st.sampled_from([None, 4, 5]),
        "reply_to_post_number": st.none() | small,
        "reactions": st.just([{"id": "heart", "count": 2}, {"id": "-1", "count": 1}]),
        "created_at": st.sampled_from(["2024-03-01T00:00:00Z", "9999-99-99", None]),
        "avatar_template": st.just("/user_avatar/x.png"),
    },
).map(made)
lines = posts.map(json.dumps) | st.sampled_from(['{"id": 5, "top', "[]", "null", '{"id": 1}'])
archives = st.lists(lines, min_size=1, max_size=25)


@settings(deadline=None, max_examples=60)
@given(archives)
def test_everything_read_is_accounted_for(found: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_lines(Path(folder) / "posts.jsonl", found)
        with open_archive(path, until=UNTIL) as archive:
            tally = written_by_all(archive)
            broken = [problem for problem in archive.problems() if problem.kind is ProblemKind.BROKEN]

    assert tally.adds_up
    assert tally[Kind.ENTRIES].read == len(found)
    assert tally[Kind.POSTS].read == len(found) - len(broken)


@settings(deadline=None, max_examples=60)
@given(archives, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_changes_nothing_but_their_numbers(found: list[str], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # random.Random, which hypothesis does not say
    told = []
    for version in (found, shuffled):
        with tempfile.TemporaryDirectory() as folder:
            path = write_lines(Path(folder) / "posts.jsonl", version)
            with open_archive(path, until=UNTIL) as archive:
                texts = [post for topic in archive.topics() for post in archive.posts(topic.key)]
                told.append((list(archive.members()), list(archive.topics()), texts, written_by_all(archive)))

    assert told[0] == told[1]


def test_what_a_writer_forgets_is_outstanding() -> None:
    tally = Tally()
    tally.read(Kind.POSTS, 5)
    tally.wrote(Kind.POSTS, 3)

    assert tally[Kind.POSTS].outstanding == 2
    assert not tally.adds_up


def test_the_cargo_of_a_written_post_is_unloaded() -> None:
    tally = Tally()

    tally.unload(Cargo(((Kind.LINKS, 2),), (Loss(Kind.LINKS, "gone"), Loss(Kind.UPLOADS, "no files", 3))))

    assert (tally[Kind.LINKS].read, tally[Kind.LINKS].written, tally[Kind.LINKS].not_carried) == (
        3,
        2,
        {"gone": 1},
    )
    assert tally[Kind.UPLOADS].not_carried == {"no files": 3}
    assert tally.adds_up


def test_the_cargo_of_a_skipped_post_is_skipped_with_it() -> None:
    tally = Tally()

    tally.skip_cargo(Cargo(((Kind.LINKS, 2),), (Loss(Kind.UPLOADS, "no files"),)), "its post was refused")

    assert tally[Kind.LINKS].skipped == {"its post was refused": 2}
    assert tally.adds_up


def test_batches_add_up_to_the_whole() -> None:
    whole, batch = Tally(), Tally()
    whole.read(Kind.POSTS, 2)
    batch.wrote(Kind.POSTS)
    batch.wrote(Kind.POSTS, already=True)

    whole.merge(batch)

    assert (whole[Kind.POSTS].written, whole[Kind.POSTS].already) == (2, 1)
    assert whole.adds_up
