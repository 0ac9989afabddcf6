"""The eight readings: the one measure of each, and how its change is told from chance. No numpy here."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from groundswell.power.engine.catalogue import Measure, measures

if TYPE_CHECKING:
    from groundswell.power.engine.readings.samples import Sampled

_OURS = "groundswell.power.engine.readings"


@dataclass(frozen=True, slots=True)
class Kind:
    """`measure` is a name in the catalogue, which need not have it yet: then nothing is known.

    `sampled_by` names the function that tells, person by person, what the measure rests on; `is_paired` that
    the same people are behind the window before, so that both are drawn again together.
    """

    name: str
    measure: str
    sampled_by: str = ""
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
        """The function; imports numpy."""
        module, _, function = self.sampled_by.partition(":")
        found: Sampled | None = getattr(import_module(module), function) if module else None
        return found


EIGHT = (
    Kind("reach", "active_people", f"{_OURS}.samples:reach", is_paired=True),
    Kind("holding", "kept", f"{_OURS}.samples:holding", is_paired=True),
    Kind("welcome", "welcomed_in_a_day", f"{_OURS}.samples:welcome"),
    Kind("answering", "answered_in_a_day", f"{_OURS}.samples:answering"),
    Kind("shared_load", "shared_load", f"{_OURS}.samples:shared_load"),
    Kind("togetherness", "partners", f"{_OURS}.samples:togetherness", is_paired=True),
    Kind("belonging", "belonging"),
    Kind("doing", "did_per_hundred", f"{_OURS}.samples:doing", is_paired=True),
)
