"""power.v1 as pages show it: below the eight, and week by week on a page of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.power.engine.readings.reading import Index
from groundswell.power.queries.index import index_of_week, is_index_on
from groundswell.power.report import saying
from groundswell.power.report.indexed import figure, lacks


@dataclass(frozen=True, slots=True)
class Numbered:
    """The figure with both ranges, or why there is none; neither before the first week that has it."""

    figure: str = ""
    lacks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PastNumber:
    """What was said of one week."""

    week: str
    figure: str
    lacks: Sequence[str]


def number_of(week_end: int) -> Numbered | None:
    """None where nobody wants it: then nothing is asked either."""
    if not is_index_on():
        return None
    index = index_of_week(week_end)
    if index is None:
        return Numbered()
    return Numbered("" if index.value is None else figure(index), tuple(lacks(index)))


def past_of(history: Sequence[Index]) -> list[PastNumber]:
    return [PastNumber(saying.day(each.week - 1), figure(each), tuple(lacks(each))) for each in history]
