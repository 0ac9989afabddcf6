"""The eight readings by name, for those who aim at one of them."""

from collections.abc import Mapping

from groundswell.power.engine.catalogue import Measure, measures
from groundswell.power.engine.readings.eight import EIGHT, Kind

BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in EIGHT}


def eight_measures() -> frozenset[str]:
    """The ids of the eight, also of those that are holes yet."""
    return frozenset(kind.id for kind in EIGHT)


def kept_measures() -> frozenset[str]:
    """The ids of all that is kept of a week: the eight and every other measure."""
    return eight_measures() | {measure.id for measure in measures}


def measures_by_reading() -> dict[str, Measure]:
    """The readings that have a measure: only these can be aimed at."""
    return {kind.name: kind.known for kind in EIGHT if kind.known}


def reading_fed_by(measure: Measure) -> str:
    """The name of the reading that takes its number from this measure, or nothing."""
    return next((kind.name for kind in EIGHT if kind.known is measure), "")
