"""The power page put together: the eight of the last week in the light of a year, and all else it said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.power.eight import kept_measures
from groundswell.power.engine.readings.eight import EIGHT
from groundswell.power.engine.readings.reading import Reading
from groundswell.power.models import WeeklyReading
from groundswell.power.queries import weeks
from groundswell.power.queries.targets import Aimed, all_targets, in_force
from groundswell.power.recalling import weeks_recalled


@dataclass(frozen=True, slots=True)
class PowerPage:
    """`weeks` are the eight, oldest first; `others` is what every other measure said in the last of them.

    `is_whole` says that by now every measure has.
    """

    last: weeks.LastWeek
    weeks: Sequence[Sequence[Reading]]
    others: Mapping[str, WeeklyReading]
    is_whole: bool
    aims: Mapping[str, Aimed]


def power_page() -> PowerPage | None:
    """Four questions, whatever there is; None before the first reading."""
    last = weeks.last_week()
    if last is None:
        return None
    ids = [kind.id for kind in EIGHT]
    latest, aims = weeks.all_of(last.week_end), aims_in_force()
    eight = weeks_recalled(last.week_end, weeks.year_of(ids, last.shown_after), latest, aims=aims)
    others = {measure: row for measure, row in latest.items() if not row.reading}
    return PowerPage(last, eight, others, kept_measures() <= latest.keys(), aims)


def aims_in_force() -> dict[str, Aimed]:
    """By reading: what counts now."""
    targets = all_targets()
    found = {name: in_force(targets, name) for name in targets}
    return {name: aim for name, aim in found.items() if aim is not None}
