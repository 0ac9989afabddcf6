"""What is measured beside the eight, as the page lists it: family by family."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from groundswell.power.definitions import definitions
from groundswell.power.definitions.definition import Words
from groundswell.power.definitions.families import by_family
from groundswell.power.engine.catalogue import Measure, measures
from groundswell.power.engine.results import State
from groundswell.power.models import WeeklyReading
from groundswell.power.report import saying


@dataclass(frozen=True, slots=True)
class Other:
    """A measure beside the eight, and what it `said` last."""

    measure: Measure
    title: Words
    href: str
    said: str


def others_of(rows: Mapping[str, WeeklyReading]) -> list[tuple[Words, list[Other]]]:
    """By family, in the order of the catalogue; what this version does not know any more is left out."""
    found = []
    for measure in measures:
        row, definition = rows.get(measure.id), definitions.get(measure.name)
        if row is not None and definition is not None:
            say = saying.say_of(measure, definition)
            said = saying.figure(row.value, State(row.state), say)
            href = reverse("power:measure", args=[measure.name])
            found.append(Other(measure, definition.title, href, said))
    return by_family(found, lambda each: each.measure)
