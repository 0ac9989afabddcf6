"""The readings are the stewards': counts of the whole community, in which nobody has a name.

How far somebody is heard is their own; a steward reads it who has said, for them to see, that they look.
"""

from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.power import actions
from groundswell.power.actions import Aim
from groundswell.power.engine.spans import WEEK, end_of_week
from groundswell.power.models import Standing
from groundswell.power.report import saying
from groundswell.power.tests.made import keep_standing, result
from groundswell.power.worker.keeping import Found, keep
from groundswell.power.worker.weeks import Due
from groundswell.spaces.gate import actor_for
from tests.leaks.features import form, page
from tests.leaks.world import Role, Thing, World

_STEWARD = frozenset({Role.STEWARD})
_LOOKED_AT = Role.INSIDER

ROUTES = {
    "power:page": page(),
    "power:targets": form({"reading": "reach", "reach-floor": "30", "reach-target": "40"}, _STEWARD),
    "power:readers": form({"to": "members"}, _STEWARD),
    "power:index": page(),
    "power:index_choice": form({"to": "on"}, _STEWARD),
    "power:measure": page(measure="measure"),
    "power:table": page(measure="measure"),
    "power:heard": page(),
    "power:heard_of": form({}, _STEWARD, handle="handle"),
}

EXEMPT = {
    "power.taking.code_version": "the version of this program",
    "power.nextsteps.advice": "names of rules, ids and counts",
    "power.weeklyreading.measure": "the name of a definition",
    "power.weeklyreading.reading": "the name of one of the eight",
    "power.weeklyreading.state": "whether there is a value",
    "power.weeklyreading.method": "the name of a method",
    "power.weeklyreading.excluded": "counts",
    "power.weeklyreading.parts": "counts",
    "power.weeklyreading.shape": "counts",
    "power.weeklyreading.change": "counts",
    "power.weeklyindex.missing": "names of readings and reasons",
    "power.target.reading": "the name of one of the eight",
}


def lay(world: World) -> None:
    world.thing("measure", Thing("answered in a day", "answered_in_a_day", _STEWARD))
    _standings(world)


def hide(world: World) -> None:
    last = end_of_week(clock.micros(clock.now()))
    for week_end in (last - WEEK, last):
        keep(Due(week_end, ""), [Found(result(week_end), "answering")], read_at=week_end)
    actions.set_target(SYSTEM, "answering", Aim(0.5, 0.8))
    steward = actor_for(world.people[Role.STEWARD])
    actions.look_at_standing(steward, world.people[_LOOKED_AT])


def _standings(world: World) -> None:
    """Of everybody, with a number of repliers like no other. At one of them the steward looks today."""
    keep_standing(*world.people.values(), repliers=1_234_567_001)
    for role, member in world.people.items():
        number = saying.count(Standing.objects.get(member=member).repliers)
        world.secret(number, f"how far {role} is heard", _STEWARD if role == _LOOKED_AT else (), {role})
