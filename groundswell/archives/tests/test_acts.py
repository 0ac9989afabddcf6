"""Who wrote what when, for measures: without texts, and also what its author took back."""

from pathlib import Path

import pytest

from groundswell.archives.records import ArchivedAct
from groundswell.archives.tests.make import make_post, opened


def told(folder: Path, *posts: dict[str, object]) -> list[ArchivedAct]:
    with opened(folder, posts) as archive:
        return list(archive.acts())


def test_an_act_tells_who_wrote_to_whom(tmp_path: Path) -> None:
    opening, reply = told(
        tmp_path,
        make_post(1, staff=True),
        make_post(2, number=2, user_id=8, reply_to_post_number=1),
    )

    assert (opening.author, opening.toward, opening.is_opening, opening.is_by_staff) == (
        "7",
        None,
        True,
        True,
    )
    assert (reply.author, reply.toward, reply.is_opening, reply.is_by_staff) == ("8", "7", False, False)
    assert opening.written_at < reply.written_at


def test_what_its_author_took_back_was_said_and_what_moderators_deleted_was_not(tmp_path: Path) -> None:
    acts = told(
        tmp_path,
        make_post(1),
        make_post(2, number=2, user_deleted=True),
        make_post(3, number=3, deleted_at="2024-03-02T00:00:00.000Z"),
        make_post(4, number=4, post_type=3),
    )

    assert [act.post for act in acts] == ["1", "2"]


def test_acts_come_by_time_and_answer_only_what_was_there(tmp_path: Path) -> None:
    acts = told(
        tmp_path,
        make_post(9, number=1),
        make_post(5, number=2, user_id=8, reply_to_post_number=3),
    )

    assert [(act.post, act.toward) for act in acts] == [("5", None), ("9", None)]
    assert not any(act.is_to_somebody_gone for act in acts)


@pytest.mark.parametrize(
    ("told", "toward"),
    [
        ({"id": 9, "username": "fred"}, "9"),
        ({"username": "Wilma"}, "7"),
        ({"username": "Gone"}, "@gone"),
        ({"id": -1, "username": "system"}, None),
        ("fred", None),
        (None, None),
    ],
)
def test_an_answer_to_a_post_that_is_not_here_tells_whose_it_was(
    tmp_path: Path, told: object, toward: str | None
) -> None:
    """Else it would count as one to whoever opened the topic."""
    answer = make_post(3, number=3, user_id=8, username="otto", reply_to_post_number=2, reply_to_user=told)

    with opened(tmp_path, [make_post(1), answer]) as archive:
        opening, reply = archive.acts()

    assert (opening.toward, opening.is_to_somebody_gone) == (None, False)
    assert (reply.toward, reply.is_to_somebody_gone) == (toward, toward is None)


def test_a_private_conversation_is_nobodys_act(tmp_path: Path) -> None:
    acts = told(tmp_path, make_post(1), make_post(2, topic=2, archetype="private_message"))

    assert [act.topic for act in acts] == ["1"]
