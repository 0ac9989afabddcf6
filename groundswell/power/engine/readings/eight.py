"""The eight readings: the one measure of each, and how its change is told from chance. No numpy here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundswell.power.engine.catalogue import Measure, measures

if TYPE_CHECKING:
    from groundswell.power.engine.readings.samples import Sampled


@dataclass(frozen=True, slots=True)
class Kind:
    """`measure` is a name in the catalogue, which need not have it yet: then nothing is known.

    Where the same people are behind the window before, both are drawn again together: then it `is_paired`.
    """

    name: str
    measure: str
    is_paired: bool = False

    @property
    def known(self) -> Measure | None:
        """Its measure, where there is one."""
        return measures.get(self.measure)

    @property
    def id(self) -> str:
        """Of its measure as it is defined now."""
        return self.known.id if self.known else self.measure

    def sampled(self) -> "Sampled | None":
        """By which people are drawn again, if its measure says how; imports numpy."""
        return self.known.sampled() if self.known else None


EIGHT = (
    Kind("reach", "active_people", is_paired=True),
    Kind("holding", "kept", is_paired=True),
    Kind("welcome", "welcomed_in_a_day"),
    Kind("answering", "answered_in_a_day"),
    Kind("shared_load", "shared_load"),
    Kind("togetherness", "partners", is_paired=True),
    Kind("belonging", "belonging"),
    Kind("doing", "did_per_hundred", is_paired=True),
)
