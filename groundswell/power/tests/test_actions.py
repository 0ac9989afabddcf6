"""What stewards decide: what to aim for, and who may look."""

import pytest

from groundswell.kernel.actor import Actor
from groundswell.kernel.errors import Invalid
from groundswell.kernel.models import Entry
from groundswell.kernel.policy import Denied
from groundswell.people import actions as people_actions
from groundswell.people.models import Member
from groundswell.power import actions, events
from groundswell.power.actions import Aim
from groundswell.power.models import OpenToMembers, Target
from groundswell.power.policies import PowerPolicy
from groundswell.power.queries.targets import all_targets, in_force
from groundswell.spaces.gate import actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(ada: Member) -> Actor:
    return actor_for(ada)


def aims(reading: str) -> list[tuple[float | None, float | None, str]]:
    return [(each.floor, each.target, each.by) for each in all_targets().get(reading, ())]


def recorded(code: int) -> list[dict[str, object]]:
    return list(Entry.objects.filter(event=code).order_by("position").values_list("data", flat=True))


def test_a_newer_target_follows_and_never_replaces(steward: Actor) -> None:
    actions.set_target(steward, "reach", Aim(30, 40))
    actions.set_target(steward, "reach", Aim(30, 60))

    assert aims("reach") == [(30, 60, "Ada"), (30, 40, "Ada")]
    assert recorded(events.TARGET_SET.code) == [
        {"reading": "reach", "floor": "30", "target": "40"},
        {"reading": "reach", "floor": "30", "target": "60"},
    ]


def test_to_aim_for_the_same_again_adds_nothing(steward: Actor) -> None:
    first = actions.set_target(steward, "reach", Aim(None, 40))
    again = actions.set_target(steward, "reach", Aim(None, 40))

    assert first == again
    assert Target.objects.count() == 1
    assert len(recorded(events.TARGET_SET.code)) == 1


def test_a_target_is_taken_back_by_aiming_for_nothing(steward: Actor) -> None:
    actions.set_target(steward, "reach", Aim(30, 40))
    actions.set_target(steward, "reach", Aim())

    assert in_force(all_targets(), "reach") is None
    assert aims("reach") == [(None, None, "Ada"), (30, 40, "Ada")]


@pytest.mark.parametrize(
    ("reading", "aim", "field"),
    [
        ("answering", Aim(None, 1.2), "target"),
        ("answering", Aim(0, 0.8), "floor"),
        ("answering", Aim(-0.1, None), "floor"),
        ("reach", Aim(None, float("inf")), "target"),
        ("reach", Aim(None, float("nan")), "target"),
        ("belonging", Aim(None, 4), "reading"),
        ("reach", Aim(50, 40), "floor"),
        ("reach", Aim(40, 40), "floor"),
        ("reach", Aim(), "target"),
        ("fame", Aim(None, 40), "reading"),
    ],
)
def test_what_cannot_be_aimed_for_is_refused_beside_its_field(
    steward: Actor, reading: str, aim: Aim, field: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        actions.set_target(steward, reading, aim)

    assert wrong.value.field == field
    assert Target.objects.count() == 0


def test_only_stewards_aim_and_choose_who_looks(bea: Member, cy: Member, eve: Member) -> None:
    for who in (bea, cy, eve, None):
        with pytest.raises(Denied):
            actions.set_target(actor_for(who), "reach", Aim(None, 40))
        with pytest.raises(Denied):
            actions.open_power_to_members(actor_for(who))
        with pytest.raises(Denied):
            actions.keep_power_to_stewards(actor_for(who))


def test_members_look_once_a_steward_has_let_them_in(
    ada: Member, bea: Member, cy: Member, eve: Member
) -> None:
    def seen_by() -> set[str]:
        people = (ada, bea, cy, eve, None)
        return {who.name if who else "nobody" for who in people if PowerPolicy(actor_for(who)).see()}

    assert seen_by() == {"Ada"}
    actions.open_power_to_members(actor_for(ada))
    actions.open_power_to_members(actor_for(ada))
    assert seen_by() == {"Ada", "Bea", "Cyrus"}
    actions.keep_power_to_stewards(actor_for(ada))
    actions.keep_power_to_stewards(actor_for(ada))
    assert seen_by() == {"Ada"}

    assert len(recorded(events.OPENED_TO_MEMBERS.code)) == 1
    assert len(recorded(events.KEPT_TO_STEWARDS.code)) == 1


def test_who_leaves_leaves_their_targets_without_a_name(ada: Member, steward: Actor) -> None:
    from groundswell.people.make import make_member  # noqa: PLC0415 - only here
    from groundswell.people.models import Role  # noqa: PLC0415

    make_member("Fay", role=Role.STEWARD)
    actions.set_target(steward, "reach", Aim(30, 40))
    actions.open_power_to_members(steward)

    people_actions.leave(steward, ada, keep_posts=True)

    assert aims("reach") == [(30, 40, "")]
    assert OpenToMembers.objects.get().by is None
