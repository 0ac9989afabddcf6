"""An archive becomes the same columns that the ledger would."""

from pathlib import Path

import pytest

from groundswell.archives.discourse import open_archive
from groundswell.archives.tests.make import UNTIL, make_post, opened
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.columns import NOBODY, assemble
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.results import Exclusion
from groundswell.power.engine.spans import NEVER, Window
from groundswell.power.sources.archive import ArchiveColumns

pytestmark = pytest.mark.once


def test_people_topics_and_replies_keep_who_they_are(tmp_path: Path) -> None:
    posts = (
        make_post(1, user_id=7, staff=True),
        make_post(2, number=2, user_id=8),
        make_post(3, number=3, user_id=9, reply_to_post_number=2),
        make_post(4, topic=2, user_id=-1),
    )
    with opened(tmp_path, posts) as archive:
        source = ArchiveColumns(archive)

    columns = assemble(source.entries, source.facts, NEVER)

    assert [source.members[int(number)] for number in columns.people.id] == ["7", "8", "9"]
    assert columns.people.is_staff.tolist() == [True, False, False]
    assert [source.topics[int(number)] for number in columns.topics.id] == ["1"]
    assert columns.acts.verb.tolist() == [Verb.OPENED, Verb.REPLIED, Verb.REPLIED]
    assert columns.acts.toward.tolist() == [NOBODY, 0, 1]
    assert columns.left_out(Window(0, NEVER)) == {Exclusion.BOTS: 1, Exclusion.REMOVED: 0}


def test_a_reply_to_whom_nobody_knows_any_more_is_none_to_the_opener(tmp_path: Path) -> None:
    """To a deleted account's post, or to one that is not here; an answer in the topic all the same."""
    posts = (
        make_post(1, user_id=7),
        make_post(2, number=2, user_id=None, username=None),
        make_post(3, number=3, user_id=8, reply_to_post_number=2),
        make_post(5, number=5, user_id=9, reply_to_post_number=4),
        make_post(6, number=6, user_id=9),
    )
    with opened(tmp_path, posts) as archive:
        source = ArchiveColumns(archive)

    columns = assemble(source.entries, source.facts, NEVER)

    assert columns.acts.topic.tolist() == [0] * 5
    assert columns.acts.toward.tolist() == [NOBODY, 0, NOBODY, NOBODY, 0]
    assert len(columns.people) == 3


def test_members_who_were_merged_are_one_and_answer_nobody(tmp_path: Path) -> None:
    """The newest copy of a post says whose it is; the older one is nobody's answer to it."""
    later = "2024-06-01T00:00:00.000Z"
    posts = (
        make_post(1, user_id=8, username="wilma.old"),
        make_post(1, user_id=7, updated_at=later, version=2),
        make_post(2, number=2, user_id=7),
    )
    with opened(tmp_path, posts) as archive:
        source = ArchiveColumns(archive)

    columns = assemble(source.entries, source.facts, NEVER)

    assert [source.members[int(number)] for number in columns.people.id] == ["7"]
    assert len(columns.acts) == 2
    assert measures["unanswered_after_a_week"].compute(columns, Window(0, NEVER)).n == 1
    assert measures["who_answers_first"].compute(columns, Window(0, NEVER)).n == 0


def test_whoever_steps_down_is_no_longer_of_the_team(tmp_path: Path) -> None:
    posts = (make_post(1, staff=True), make_post(2, number=2, staff=False))
    with opened(tmp_path, posts) as archive:
        source = ArchiveColumns(archive)

    assert len(source.facts.staff) == 0


@pytest.mark.slow
def test_the_shared_archive_has_its_topics_and_people(shared_data: Path) -> None:
    archive_file = shared_data / "discourse-archive" / "posts.jsonl.gz"
    with open_archive(archive_file, until=UNTIL) as archive:
        source = ArchiveColumns(archive)

    columns = assemble(source.entries, source.facts, NEVER)

    assert (len(columns.topics), len(columns.people)) == (627, 459)
