"""A value as it is read: the figure, how sure it is, or why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass

from groundswell.power.definitions import Definition
from groundswell.power.definitions.parts import DIFFERENCES, UNITS
from groundswell.power.engine.catalogue import Measure
from groundswell.power.engine.results import Result
from groundswell.power.report import saying
from groundswell.power.report.drawing import names_of


@dataclass(frozen=True, slots=True)
class Figure:
    """Either `reason` says why there is no figure, or the others say what there is."""

    name: str
    figure: str
    sureness: str
    reason: str


def figure_of(result: Result, measure: Measure, definition: Definition) -> Figure:
    """What a measure found."""
    if result.value is None:
        without = saying.figure(None, result.state, str)
        return Figure("", without, "", saying.reason(result, measure, definition))
    say = saying.say_of(measure, definition)
    return Figure("", say(result.value), saying.sureness(result, definition, say), "")


def parts_of(result: Result, measure: Measure, definition: Definition) -> Iterator[Figure]:
    """Results within it, in short; a part may count something else than the whole."""
    for key, name in names_of(definition, result.parts).items():
        part = result.parts[key]
        say = saying.points if key in DIFFERENCES else saying.BY_UNIT[UNITS.get(key, measure.unit)]
        reason = saying.brief_reason(part, say) if part.value is None else ""
        yield Figure(name, saying.figure(part.value, part.state, say), saying.briefly_sure(part, say), reason)
