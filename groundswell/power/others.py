"""What is measured beside the eight, as the page lists it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from groundswell.power.definitions import definitions
from groundswell.power.definitions.definition import Words
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.results import State
from groundswell.power.models import WeeklyReading
from groundswell.power.report import saying


@dataclass(frozen=True, slots=True)
class Other:
    """A measure beside the eight, by its name and what it said last."""

    title: Words
    href: str
    figure: str


def others_of(rows: Mapping[str, WeeklyReading]) -> list[Other]:
    """In the order of the catalogue; what this version does not know any more is left out."""
    found = []
    for measure in measures:
        row, definition = rows.get(measure.id), definitions.get(measure.name)
        if row is not None and definition is not None:
            say = saying.say_of(measure, definition)
            figure = saying.figure(row.value, State(row.state), say)
            found.append(Other(definition.title, reverse("power:measure", args=[measure.name]), figure))
    return found
