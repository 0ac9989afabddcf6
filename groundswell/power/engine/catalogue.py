"""Every measure there is: its id, unit, least n, window, and the function that computes it.

Later features add their own. No numpy here: pages link to definitions without computing anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

from groundswell.kernel.registry import Registry
from groundswell.power.engine.results import Result
from groundswell.power.engine.spans import Window

if TYPE_CHECKING:
    from groundswell.power.engine.columns import Columns  # needs numpy


class Unit(StrEnum):
    PEOPLE = "people"
    SHARE = "share"
    DAYS = "days"
    NUMBER = "number"
    SCORE = "score"


class Exclusion(StrEnum):
    """What a measure leaves out, and counts."""

    BOTS = "bots"
    REMOVED = "removed"
    TO_ONESELF = "to oneself"
    IMPORTED = "imported"
    NO_ANSWER_WANTED = "no answer wanted"
    UNKNOWN_AUTHOR = "unknown author"
    OUT_OF_ORDER = "out of order"


@dataclass(frozen=True, slots=True)
class Measure:
    """`days` is the length of its usual window, 0 for everything up to the cut-off.

    `computed_by` is "module:function" within the engine; the function takes Columns and Window.
    """

    name: str
    version: int
    unit: Unit
    minimum: int
    days: int
    computed_by: str
    excludes: frozenset[Exclusion]
    parameters: Mapping[str, float] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.name}.v{self.version}"

    def compute(self, columns: "Columns", window: Window) -> Result:
        """The answer of the function that the measure names; imports numpy."""
        module, _, function = self.computed_by.partition(":")
        found: Result = getattr(import_module(module), function)(columns, window)
        return found


measures: Registry[Measure] = Registry("measures")
