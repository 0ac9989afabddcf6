"""What stands in the catalogue: a measure, in what unit, and where all of them are found."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from groundswell.kernel.registry import Registry
from groundswell.power.engine.privacy import shareable
from groundswell.power.engine.results import Exclusion, Result, State
from groundswell.power.engine.spans import Window

if TYPE_CHECKING:
    from groundswell.power.engine.columns import Columns  # needs numpy
    from groundswell.power.engine.readings.samples import Sampled


class Unit(StrEnum):
    PEOPLE = "people"
    SHARE = "share"
    DAYS = "days"
    NUMBER = "number"
    SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`days` is the length of its usual window, 0 for everything up to the cut-off; `minimum` the least n.

    `looks_back` says how many days before the cut-off it has to be told everything of, where these are more
    than those of the window; 0 where it has to know all that ever happened.
    `computed_by` is "module:function"; the function takes Columns and Window. A change of what is computed is
    a new version. The shape of one that `counts_people` is kept back where it tells of fewer than five.
    `within` names the function that narrows its window to whole cohorts; `sampled_by` the one that tells,
    person by person, what a reading's measure rests on.
    """

    name: str
    version: int = 1
    unit: Unit
    minimum: int
    days: int
    looks_back: int | None = None
    computed_by: str
    excludes: frozenset[Exclusion] = frozenset()
    parameters: Mapping[str, float] = field(default_factory=dict)
    counts_people: bool = False
    within: str = ""
    sampled_by: str = ""

    @property
    def id(self) -> str:
        return f"{self.name}.v{self.version}"

    @property
    def needs(self) -> int:
        """The last so many days; 0 for everything."""
        return self.days if self.looks_back is None else self.looks_back

    def lacking(self, n: int) -> State:
        """What the state of a result is that rests on less than the minimum."""
        return State.TOO_FEW if n else State.UNDEFINED

    def reckon(self, columns: "Columns", window: Window) -> Result:
        """The answer of the function that the measure names, as it is defined; imports numpy."""
        found: Result = _found(self.computed_by)(columns, window)
        return found

    def compute(self, columns: "Columns", window: Window) -> Result:
        """The same as it may be shared: of whole cohorts, and without what tells of few."""
        found = self.reckon(columns, window)
        if self.within:
            inside = self.reckon(columns, _found(self.within)(columns, window))
            found = replace(inside, window=window, excluded=found.excluded)
        return shareable(found) if self.counts_people else found

    def sampled(self) -> "Sampled | None":
        """The function by which people are drawn again, where it has one; imports numpy."""
        found: Sampled | None = _found(self.sampled_by) if self.sampled_by else None
        return found


measures: Registry[Measure] = Registry("measures")


def declare(*declared: Measure) -> None:
    """Add a family."""
    for each in declared:
        measures.add(each.name, each)


def sampled(name: str) -> str:
    """Where a reading of the engine's own is told person by person."""
    return f"groundswell.power.engine.readings.samples:{name}"


def ours(family: str, name: str) -> str:
    """Where a measure of the engine's own is computed."""
    return f"groundswell.power.engine.measures.{family}:{name}"


def _found(place: str) -> Any:  # noqa: ANN401 - whatever stands there
    """What "module:function" names."""
    module, _, function = place.partition(":")
    return getattr(import_module(module), function)
