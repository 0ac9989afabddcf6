"""The strips of the page: those of the report, with where they lead and what it takes to know more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from groundswell.power.aiming import floor_words
from groundswell.power.definitions import definitions
from groundswell.power.definitions.definition import Words
from groundswell.power.eight import BY_NAME
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.readings.reading import Reading
from groundswell.power.engine.results import State
from groundswell.power.models import WeeklyReading
from groundswell.power.queries.targets import Aimed
from groundswell.power.report import saying
from groundswell.power.report.strips import Strip, strips_of


@dataclass(frozen=True, slots=True)
class Line:
    """A strip with the address of its measure, and its sentences as this page says them."""

    strip: Strip
    href: str
    hole: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """A measure beside the eight, by its name and what it said last."""

    title: Words
    href: str
    figure: str


def lines_of(weeks: Sequence[Sequence[Reading]], aims: Mapping[str, Aimed]) -> list[Line]:
    """The eight, in their order."""
    both = zip(strips_of(weeks), weeks[-1], strict=True)
    return [_line(strip, reading, aims.get(strip.name)) for strip, reading in both]


def others_of(rows: Mapping[str, WeeklyReading]) -> list[Other]:
    """In the order of the catalogue; what this version does not know any more is left out."""
    found = []
    for measure in measures:
        row, definition = rows.get(measure.id), definitions.get(measure.name)
        if row is not None and definition is not None:
            say = saying.say_of(measure, definition)
            figure = "—" if row.value is None else say(row.value)
            found.append(Other(definition.title, address_of(measure.name), figure))
    return found


def address_of(measure: str) -> str:
    return reverse("power:measure", args=[measure])


def _line(strip: Strip, reading: Reading, aim: Aimed | None) -> Line:
    measure, result = BY_NAME[strip.name].known, reading.result
    sentences = [*strip.sentences]
    hole = strip.hole
    if measure and result.state is State.TOO_FEW:
        reason = saying.reason(result, measure, definitions[measure.name])
        if hole:
            hole, sentences = reason, sentences[1:]
        else:
            sentences[:1] = [reason]
    elif hole and hole == sentences[0]:
        sentences = sentences[1:]
    if measure:
        sentences.append(floor_words(aim, result.value, measure.unit))
    href = address_of(measure.name) if measure else ""
    return Line(strip, href, hole, tuple(each for each in sentences if each))
