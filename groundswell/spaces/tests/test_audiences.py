import pytest

from groundswell.kernel.errors import Invalid
from groundswell.spaces.audiences import (
    EVERYONE,
    INSIDERS,
    LABELS,
    MEMBERS,
    PRIVATE,
    TEAM,
    Audiences,
    audience_of,
    tokens_of,
)
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space, Verb
from groundswell.spaces.queries import audiences

ROOM = Space(id=7)


@pytest.mark.parametrize(
    ("audience", "tokens"),
    [
        (EVERYONE, ("everyone",)),
        (MEMBERS, ("members",)),
        (INSIDERS, ("role:steward", "role:moderator", "space:7")),
        (TEAM, ("role:steward", "role:moderator")),
    ],
)
def test_an_audience_stands_for_tokens_and_is_read_back_from_them(
    audience: str, tokens: tuple[str, ...]
) -> None:
    assert tokens_of(audience, ROOM) == tokens
    assert audience_of({*tokens}, ROOM) == audience


def test_every_audience_has_a_plain_answer() -> None:
    assert set(LABELS) == {EVERYONE, MEMBERS, INSIDERS, TEAM}


def test_audiences_say_who_for_each_verb() -> None:
    assert Audiences().by_verb() == {
        Verb.SEE: "everyone",
        Verb.JOIN: "members",
        Verb.OPEN: "members",
        Verb.REPLY: "members",
    }


def test_a_space_remembers_its_audiences(community: object) -> None:
    asked = Audiences(see=MEMBERS, join=TEAM, open=TEAM, reply=MEMBERS)

    assert audiences(make_space(audiences=asked)) == asked
    assert audiences(make_private_space()) == PRIVATE


def test_a_space_that_nobody_joins_has_no_members_of_its_own_to_choose(community: object) -> None:
    before = Space.objects.count()

    with pytest.raises(Invalid, match="has no members of its own") as wrong:
        make_space(audiences=Audiences(reply=INSIDERS))

    assert wrong.value.field == "reply"
    assert Space.objects.count() == before
