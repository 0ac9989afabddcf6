import pytest

from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.policy import Verdict
from groundswell.spaces import actions
from groundswell.spaces.audiences import INSIDERS, MEMBERS, TEAM, Audiences
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space, SpaceKind
from groundswell.spaces.policies import CommunitySpacesPolicy, SpacePolicy

UNSEEN = "This space is not open to you."
SIGN_IN = "Sign in to take part."
FEWER = "Topics in this space are opened by fewer people."
INVITED = "This space is joined by invitation."
PART = "Everybody is part of this space already."
STEWARDS = "Only its stewards change a space."
CAST = ["ada", "bea", "cy", "dan", "eve", "nobody"]


@pytest.fixture
def spaces(request: pytest.FixtureRequest, commons: Space) -> dict[str, Space]:
    """An open one, a group for members, one by invitation that Cy is in and Dan runs, and a room of Cy's."""
    cy, dan = request.getfixturevalue("cy"), request.getfixturevalue("dan")
    asked = Audiences(see=MEMBERS, open=INSIDERS, reply=INSIDERS)
    group = actions.open_space(SYSTEM, "Menders", kind=SpaceKind.GROUP, audiences=asked)
    board = actions.open_space(
        SYSTEM, "Board", kind=SpaceKind.GROUP, audiences=Audiences(join=TEAM, open=INSIDERS, reply=INSIDERS)
    )
    actions.add_member(SYSTEM, board, cy)
    actions.add_member(SYSTEM, board, dan, is_organiser=True)
    return {"commons": commons, "group": group, "board": board, "room": make_private_space(cy)}


VERBS = ["see", "join", "leave", "change", "open_topic"]
EXPECTED = {
    ("ada", "commons"): ["", PART, "", "", ""],
    ("bea", "commons"): ["", PART, "", STEWARDS, ""],
    ("cy", "commons"): ["", PART, "", STEWARDS, ""],
    ("dan", "commons"): ["", PART, "", STEWARDS, ""],
    ("eve", "commons"): ["", SIGN_IN, SIGN_IN, STEWARDS, SIGN_IN],
    ("nobody", "commons"): ["", SIGN_IN, SIGN_IN, STEWARDS, SIGN_IN],
    ("ada", "group"): ["", "", "", "", ""],
    ("bea", "group"): ["", "", "", STEWARDS, ""],
    ("cy", "group"): ["", "", "", STEWARDS, FEWER],
    ("dan", "group"): ["", "", "", STEWARDS, FEWER],
    ("eve", "group"): [UNSEEN, UNSEEN, SIGN_IN, UNSEEN, UNSEEN],
    ("nobody", "group"): [UNSEEN, UNSEEN, SIGN_IN, UNSEEN, UNSEEN],
    ("ada", "board"): ["", "", "", "", ""],
    ("bea", "board"): ["", "", "", STEWARDS, ""],
    ("cy", "board"): ["", INVITED, "", STEWARDS, ""],
    ("dan", "board"): ["", INVITED, "", STEWARDS, ""],
    ("eve", "board"): ["", SIGN_IN, SIGN_IN, STEWARDS, SIGN_IN],
    ("nobody", "board"): ["", SIGN_IN, SIGN_IN, STEWARDS, SIGN_IN],
    ("ada", "room"): ["", "", "", "", ""],
    ("bea", "room"): ["", "", "", STEWARDS, ""],
    ("cy", "room"): ["", INVITED, "", STEWARDS, ""],
    ("dan", "room"): [UNSEEN, UNSEEN, "", UNSEEN, UNSEEN],
    ("eve", "room"): [UNSEEN, UNSEEN, SIGN_IN, UNSEEN, UNSEEN],
    ("nobody", "room"): [UNSEEN, UNSEEN, SIGN_IN, UNSEEN, UNSEEN],
}


@pytest.mark.parametrize("who", CAST)
def test_every_verb_over_every_kind_of_space(
    request: pytest.FixtureRequest, spaces: dict[str, Space], who: str
) -> None:
    actor = actor_for(request.getfixturevalue(who))

    told = {
        (who, name): [reason(getattr(SpacePolicy(actor, space), verb)()) for verb in VERBS]
        for name, space in spaces.items()
    }

    assert told == {key: sentences for key, sentences in EXPECTED.items() if key[0] == who}


def test_the_table_names_every_verb() -> None:
    public = {name for name in vars(SpacePolicy) if not name.startswith("_")} - {"space"}

    assert public == set(VERBS)


@pytest.mark.parametrize("who", CAST)
def test_only_stewards_have_rights_over_the_tree(
    request: pytest.FixtureRequest, commons: Space, who: str
) -> None:
    can = CommunitySpacesPolicy(actor_for(request.getfixturevalue(who)))

    is_steward = who == "ada"
    assert reason(can.open_space()) == ("" if is_steward else "Only stewards open spaces.")
    assert reason(can.rename_spaces()) == ("" if is_steward else "Only stewards rename spaces.")


def test_the_system_may_do_all_but_take_part(commons: Space) -> None:
    can = SpacePolicy(SYSTEM, make_space())

    assert [reason(getattr(can, verb)()) for verb in VERBS] == ["", SIGN_IN, SIGN_IN, "", ""]
    assert CommunitySpacesPolicy(SYSTEM).open_space()
    assert CommunitySpacesPolicy(SYSTEM).rename_spaces()


def reason(verdict: Verdict) -> str:
    assert bool(verdict) == (not verdict.reason)
    return str(verdict.reason)
