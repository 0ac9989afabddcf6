"""Who may what with the readings, and with how far one person is heard: the whole table."""

import pytest

from groundswell.kernel.actor import SYSTEM, Actor
from groundswell.people.make import make_imported_member
from groundswell.people.models import Member
from groundswell.people.queries import own_actor
from groundswell.power.actions import open_power_to_members
from groundswell.power.policies import PowerPolicy, StandingPolicy
from groundswell.spaces.gate import actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(ada: Member, bea: Member, cy: Member, dan: Member, eve: Member) -> dict[str, Member]:
    everybody = {each.name: each for each in (ada, bea, cy, dan, eve)}
    return everybody | {"Henning": make_imported_member("Henning")}


def test_the_readings_are_the_stewards_until_they_are_opened(ada: Member, cast: dict[str, Member]) -> None:
    def rights() -> dict[str, tuple[bool, ...]]:
        actors = {name: actor_for(member) for name, member in cast.items() if name != "Henning"}
        policies = {name: PowerPolicy(actor) for name, actor in {**actors, "nobody": actor_for(None)}.items()}
        return {
            name: tuple(map(bool, (can.see(), can.set_targets(), can.choose_readers())))
            for name, can in policies.items()
        }

    steward, reader, nothing = (True, True, True), (True, False, False), (False, False, False)
    closed = dict.fromkeys(("Bea", "Cyrus", "Dan", "Eve", "nobody"), nothing)
    assert rights() == {"Ada": steward, **closed}

    open_power_to_members(actor_for(ada))

    opened = dict.fromkeys(("Bea", "Cyrus", "Dan"), reader)
    assert rights() == {"Ada": steward, **opened, "Eve": nothing, "nobody": nothing}


@pytest.mark.parametrize("is_open", [False, True])
def test_how_far_one_is_heard_is_read_by_oneself_and_looked_at_by_stewards(
    ada: Member, cast: dict[str, Member], *, is_open: bool
) -> None:
    if is_open:
        open_power_to_members(actor_for(ada))
    actors = {name: actor_for(member) for name, member in cast.items()}
    actors |= {"nobody": actor_for(None), "the system": SYSTEM}

    read = {(who, of) for who, actor in actors.items() for of in cast if _may_read(actor, cast[of])}
    look = {(who, of) for who, actor in actors.items() for of in cast if _may_look(actor, cast[of])}

    # Eve is suspended and acts as a visitor; Henning has come with an import and has no account.
    assert read == {(name, name) for name in ("Ada", "Bea", "Cyrus", "Dan", "Henning")}
    assert look == {("Ada", of) for of in ("Bea", "Cyrus", "Dan", "Eve")}


def test_whoever_is_suspended_reads_their_own_and_nobody_elses(eve: Member, cy: Member) -> None:
    assert StandingPolicy(own_actor(eve), eve).read()
    assert not StandingPolicy(own_actor(eve), cy).read()
    assert not StandingPolicy(own_actor(eve), cy).look()


@pytest.mark.parametrize(
    ("who", "of", "reason"),
    [
        ("Bea", "Cyrus", "Only stewards may look, at one person at a time."),
        ("Cyrus", "Cyrus", "Only stewards may look, at one person at a time."),
        ("Ada", "Ada", "How far you are heard stands on your own page."),
        ("Ada", "Henning", "They have no account: nothing is kept of them."),
    ],
)
def test_a_refusal_says_why(cast: dict[str, Member], who: str, of: str, reason: str) -> None:
    assert StandingPolicy(actor_for(cast[who]), cast[of]).look().reason == reason


def _may_read(actor: Actor, member: Member) -> bool:
    return bool(StandingPolicy(actor, member).read())


def _may_look(actor: Actor, member: Member) -> bool:
    return bool(StandingPolicy(actor, member).look())
