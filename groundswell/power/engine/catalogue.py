"""Every measure there is: its id, unit, least n, window, exclusions, and the function that computes it.

Later features add their own. No numpy here: pages link to definitions without computing anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

from groundswell.kernel.registry import Registry
from groundswell.power.engine.results import Exclusion, Result, State
from groundswell.power.engine.spans import Window

if TYPE_CHECKING:
    from groundswell.power.engine.columns import Columns  # needs numpy

_OURS = "groundswell.power.engine.measures"


class Unit(StrEnum):
    PEOPLE = "people"
    SHARE = "share"
    DAYS = "days"
    NUMBER = "number"
    SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`days` is the length of its usual window, 0 for everything up to the cut-off; `minimum` the least n.

    `computed_by` is "module:function"; the function takes Columns and Window. A change of what is computed is
    a new version.
    """

    name: str
    version: int = 1
    unit: Unit
    minimum: int
    days: int
    computed_by: str
    excludes: frozenset[Exclusion] = frozenset()
    parameters: Mapping[str, float] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.name}.v{self.version}"

    def lacking(self, n: int) -> State:
        """What the state of a result is that rests on less than the minimum."""
        return State.TOO_FEW if n else State.UNDEFINED

    def compute(self, columns: "Columns", window: Window) -> Result:
        """The answer of the function that the measure names; imports numpy."""
        module, _, function = self.computed_by.partition(":")
        found: Result = getattr(import_module(module), function)(columns, window)
        return found


measures: Registry[Measure] = Registry("measures")


# --------------------------------------------------------------------------------------------- answering
_OF_ANSWERS = frozenset({
    Exclusion.BOTS, Exclusion.REMOVED, Exclusion.TO_ONESELF, Exclusion.NO_ANSWER_WANTED,
    Exclusion.UNKNOWN_AUTHOR, Exclusion.OUT_OF_ORDER,
})  # fmt: skip
ANSWERED_IN_A_DAY = Measure(
    name="answered_in_a_day",
    unit=Unit.SHARE,
    minimum=20,
    days=84,
    computed_by=f"{_OURS}.answering:answered_in_a_day",
    excludes=_OF_ANSWERS,
    parameters={"days": 1},
)
UNANSWERED_AFTER_A_WEEK = Measure(
    name="unanswered_after_a_week",
    unit=Unit.SHARE,
    minimum=20,
    days=84,
    computed_by=f"{_OURS}.answering:unanswered_after_a_week",
    excludes=_OF_ANSWERS,
    parameters={"days": 7},
)
TIME_TO_ANSWER = Measure(
    name="time_to_answer",
    unit=Unit.DAYS,
    minimum=20,
    days=84,
    computed_by=f"{_OURS}.answering:time_to_answer",
    excludes=_OF_ANSWERS,
)
WHO_ANSWERS_FIRST = Measure(
    name="who_answers_first",
    unit=Unit.SHARE,
    minimum=20,
    days=84,
    computed_by=f"{_OURS}.answering:who_answers_first",
    excludes=_OF_ANSWERS,
    parameters={"core": 5},
)
for _each in (ANSWERED_IN_A_DAY, UNANSWERED_AFTER_A_WEEK, TIME_TO_ANSWER, WHO_ANSWERS_FIRST):
    measures.add(_each.name, _each)

# ------------------------------------------------------------------------------------------------ doing
DID_PER_HUNDRED = Measure(
    name="did_per_hundred",
    unit=Unit.NUMBER,
    minimum=20,
    days=84,
    computed_by=f"{_OURS}.doing:did_per_hundred",
    excludes=frozenset({Exclusion.BOTS, Exclusion.REMOVED, Exclusion.UNKNOWN_AUTHOR}),
)
measures.add(DID_PER_HUNDRED.name, DID_PER_HUNDRED)

# -------------------------------------------------------------------------------------------- newcomers
_OF_NEWCOMERS = frozenset({
    Exclusion.BOTS, Exclusion.REMOVED, Exclusion.HEADLESS, Exclusion.NO_ANSWER_WANTED, Exclusion.UNFOLLOWED,
})  # fmt: skip
WELCOMED_IN_A_DAY = Measure(
    name="welcomed_in_a_day",
    unit=Unit.SHARE,
    minimum=20,
    days=84,
    computed_by=f"{_OURS}.newcomers:welcomed_in_a_day",
    excludes=_OF_NEWCOMERS - {Exclusion.UNFOLLOWED},
    parameters={"days": 1},
)
SECOND_POST = Measure(
    name="second_post",
    unit=Unit.SHARE,
    minimum=20,
    days=84,
    computed_by=f"{_OURS}.newcomers:second_post",
    excludes=frozenset({Exclusion.BOTS, Exclusion.REMOVED}),
    parameters={"days": 28},
)
RETURNED = Measure(
    name="returned",
    unit=Unit.SHARE,
    minimum=20,
    days=364,
    computed_by=f"{_OURS}.newcomers:returned",
    excludes=frozenset({Exclusion.BOTS, Exclusion.REMOVED, Exclusion.UNFOLLOWED}),
    parameters={"from": 7, "before": 97},
)
RETURN_WHEN_ANSWERED = Measure(
    name="return_when_answered",
    unit=Unit.SHARE,
    minimum=20,
    days=364,
    computed_by=f"{_OURS}.newcomers:return_when_answered",
    excludes=_OF_NEWCOMERS,
    parameters={"answered within": 7, "from": 7, "before": 97},
)
NEWCOMERS_PATH = Measure(
    name="newcomers_path",
    unit=Unit.SHARE,
    minimum=20,
    days=364,
    computed_by=f"{_OURS}.newcomers:newcomers_path",
    excludes=_OF_NEWCOMERS,
    parameters={"answered within": 1, "again within": 28, "from": 7, "before": 97},
)
for _each in (WELCOMED_IN_A_DAY, SECOND_POST, RETURNED, RETURN_WHEN_ANSWERED, NEWCOMERS_PATH):
    measures.add(_each.name, _each)

# ---------------------------------------------------------------------------------------------- cohesion
_OF_REPLIES = frozenset({
    Exclusion.BOTS, Exclusion.REMOVED, Exclusion.TO_ONESELF, Exclusion.UNKNOWN_AUTHOR,
})  # fmt: skip


def _of_replies(
    name: str, unit: Unit, parameters: Mapping[str, float] | None = None, *, module: str = "cohesion"
) -> Measure:
    return Measure(
        name=name,
        unit=unit,
        minimum=30,
        days=84,
        computed_by=f"{_OURS}.{module}:{name}",
        excludes=_OF_REPLIES,
        parameters=parameters or {},
    )


PARTNERS = _of_replies("partners", Unit.PEOPLE)
RECIPROCITY = _of_replies("reciprocity", Unit.SHARE, {"rewired": 50})
COMPONENTS = _of_replies("components", Unit.SHARE)
ISOLATES = _of_replies("isolates", Unit.SHARE)
CORE = _of_replies("core", Unit.NUMBER, {"ties": 3})
BRIDGES = _of_replies("bridges", Unit.PEOPLE)
TRANSITIVITY = _of_replies("transitivity", Unit.SHARE)
GROUPS = _of_replies(
    "groups",
    Unit.NUMBER,
    {"seeds": 10, "agreement": 0.75, "people behind a cell": 5, "groups shown": 12},
    module="groups",
)
for _each in (PARTNERS, RECIPROCITY, COMPONENTS, ISOLATES, CORE, BRIDGES, TRANSITIVITY, GROUPS):
    measures.add(_each.name, _each)

# ------------------------------------------------------------------------------------------------- reach
_OF_REACH = frozenset({Exclusion.BOTS, Exclusion.REMOVED, Exclusion.IMPORTED, Exclusion.UNKNOWN_AUTHOR})
ACTIVE_PEOPLE = Measure(
    name="active_people", unit=Unit.PEOPLE, minimum=20, days=28,
    computed_by=f"{_OURS}.reach:active_people", excludes=_OF_REACH,
)  # fmt: skip
WEEKLY_ACTIVE_PEOPLE = Measure(
    name="weekly_active_people", unit=Unit.PEOPLE, minimum=20, days=7,
    computed_by=f"{_OURS}.reach:weekly_active_people", excludes=_OF_REACH,
)  # fmt: skip
VISITING_PEOPLE = Measure(
    name="visiting_people", unit=Unit.PEOPLE, minimum=20, days=28,
    computed_by=f"{_OURS}.reach:visiting_people", excludes=_OF_REACH,
)  # fmt: skip
for _each in (ACTIVE_PEOPLE, WEEKLY_ACTIVE_PEOPLE, VISITING_PEOPLE):
    measures.add(_each.name, _each)

# ------------------------------------------------------------------------------------------------ growth
_OF_ACTS = frozenset({Exclusion.BOTS, Exclusion.REMOVED, Exclusion.UNKNOWN_AUTHOR})
GROWTH = Measure(
    name="growth", unit=Unit.PEOPLE, minimum=20, days=364,
    computed_by=f"{_OURS}.growth:growth", excludes=_OF_ACTS, parameters={"period": 28},
)  # fmt: skip
STICKINESS = Measure(
    name="stickiness", unit=Unit.SHARE, minimum=20, days=28,
    computed_by=f"{_OURS}.growth:stickiness", excludes=_OF_ACTS,
)  # fmt: skip
KEPT = Measure(
    name="kept", unit=Unit.SHARE, minimum=30, days=28,
    computed_by=f"{_OURS}.growth:kept", excludes=_OF_ACTS,
)  # fmt: skip
for _each in (GROWTH, STICKINESS, KEPT):
    measures.add(_each.name, _each)

# --------------------------------------------------------------------------------- retention and staying
COHORT_RETENTION = Measure(
    name="cohort_retention", unit=Unit.SHARE, minimum=30, days=364,
    computed_by=f"{_OURS}.retention:cohort_retention", excludes=_OF_ACTS, parameters={"period": 28},
)  # fmt: skip
STAYING = Measure(
    name="staying", unit=Unit.DAYS, minimum=30, days=0,
    computed_by=f"{_OURS}.staying:staying", excludes=_OF_ACTS,
    parameters={"gap": 84, "shorter gap": 56, "longer gap": 112},
)  # fmt: skip
WRITERS_HALF_LIFE = Measure(
    name="writers_half_life", unit=Unit.DAYS, minimum=30, days=0,
    computed_by=f"{_OURS}.staying:writers_half_life", excludes=STAYING.excludes,
    parameters=STAYING.parameters,
)  # fmt: skip
for _each in (COHORT_RETENTION, STAYING, WRITERS_HALF_LIFE):
    measures.add(_each.name, _each)

# -------------------------------------------------------------------------------------------------- load
_OF_WELCOMES = _OF_NEWCOMERS - {Exclusion.UNFOLLOWED} | {Exclusion.UNKNOWN_AUTHOR}
EFFECTIVE_ANSWERERS = Measure(
    name="effective_answerers", unit=Unit.PEOPLE, minimum=20, days=84,
    computed_by=f"{_OURS}.load:effective_answerers", excludes=_OF_ANSWERS,
)  # fmt: skip
EFFECTIVE_WELCOMERS = Measure(
    name="effective_welcomers", unit=Unit.PEOPLE, minimum=20, days=84,
    computed_by=f"{_OURS}.load:effective_welcomers", excludes=_OF_WELCOMES,
)  # fmt: skip
SHARED_LOAD = Measure(
    name="shared_load", unit=Unit.PEOPLE, minimum=10, days=84,
    computed_by=f"{_OURS}.load:shared_load", excludes=_OF_ANSWERS | _OF_WELCOMES,
)  # fmt: skip
ABSENCE_FACTOR = Measure(
    name="absence_factor", unit=Unit.PEOPLE, minimum=20, days=84,
    computed_by=f"{_OURS}.load:absence_factor", excludes=_OF_ANSWERS | _OF_WELCOMES,
)  # fmt: skip
for _each in (EFFECTIVE_ANSWERERS, EFFECTIVE_WELCOMERS, SHARED_LOAD, ABSENCE_FACTOR):
    measures.add(_each.name, _each)

# ----------------------------------------------------------------------------------------------- writing
WRITING_GINI = Measure(
    name="writing_gini", unit=Unit.NUMBER, minimum=20, days=364,
    computed_by=f"{_OURS}.writing:writing_gini", excludes=_OF_ACTS,
)  # fmt: skip
WRITING_SHARES = Measure(
    name="writing_shares", unit=Unit.SHARE, minimum=50, days=364,
    computed_by=f"{_OURS}.writing:writing_shares", excludes=_OF_ACTS,
)  # fmt: skip
for _each in (WRITING_GINI, WRITING_SHARES):
    measures.add(_each.name, _each)
