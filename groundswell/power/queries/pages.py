"""The power page put together: the eight of the last week in the light of a year, and all else it said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.power.eight import kept_measures
from groundswell.power.engine.readings.eight import EIGHT
from groundswell.power.engine.readings.reading import Reading
from groundswell.power.engine.results import Series
from groundswell.power.models import WeeklyReading
from groundswell.power.queries import weeks
from groundswell.power.queries.targets import Aimed, all_targets, in_force
from groundswell.power.recalling import readings_recalled, years_recalled


@dataclass(frozen=True, slots=True)
class PowerPage:
    """The eight as they were read last, and their year; `others` is what every other measure said then.

    `is_whole` says that by now every measure has.
    """

    last: weeks.LastWeek
    readings: Sequence[Reading]
    years: Mapping[str, Series]
    others: Mapping[str, WeeklyReading]
    is_whole: bool
    aims: Mapping[str, Aimed]


def power_page() -> PowerPage | None:
    """Four questions, whatever there is; None before the first reading."""
    last = weeks.last_week()
    if last is None:
        return None
    year = weeks.year_of([kind.id for kind in EIGHT], last.shown_after)
    latest, aims = weeks.all_of(last.week_end), aims_in_force()
    others = {measure: row for measure, row in latest.items() if not row.reading}
    return PowerPage(
        last=last,
        readings=readings_recalled(last.week_end, year, latest, aims=aims),
        years=years_recalled(last.week_end, year),
        others=others,
        is_whole=kept_measures() <= latest.keys(),
        aims=aims,
    )


def aims_in_force() -> dict[str, Aimed]:
    """By reading: what counts now."""
    targets = all_targets()
    found = {name: in_force(targets, name) for name in targets}
    return {name: aim for name, aim in found.items() if aim is not None}
