"""What was read: the last year of the eight, all of the last week, and all that one measure ever said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from groundswell.kernel import clock
from groundswell.power.engine.spans import WEEK
from groundswell.power.models import Taking, WeeklyReading

_FIGURES = ("measure", "week_end", "value", "low", "high")
SHOWN_WEEKS = 52


@dataclass(frozen=True, slots=True)
class Figure:
    """What one measure said of one week, as far as it is drawn."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class LastWeek:
    """The latest week that was read, and when."""

    week_end: int
    computed_at: datetime

    @property
    def shown_after(self) -> int:
        """The end of the week before the first that pages show."""
        return self.week_end - SHOWN_WEEKS * WEEK


@dataclass(frozen=True, slots=True)
class Said:
    """What a measure said of a week, for the `revision`-th time; a taking may be one part of several."""

    row: WeeklyReading
    revision: int

    @property
    def reason(self) -> str:
        """Why it was said anew."""
        return self.row.taking.reason if self.revision > 1 else ""


def last_week() -> LastWeek | None:
    """None before the first reading."""
    row = Taking.objects.order_by("-week_end", "-revision").values_list("week_end", "computed_at").first()
    return LastWeek(row[0], clock.from_micros(row[1])) if row else None


def year_of(measures: Sequence[str], after: int) -> Mapping[str, Mapping[int, Figure]]:
    """By measure id and end of week: what was said last, of the weeks that end after `after`."""
    rows = WeeklyReading.objects.filter(measure__in=measures, week_end__gt=after)
    found: dict[str, dict[int, Figure]] = {measure: {} for measure in measures}
    for measure, week_end, *figure in rows.order_by("pk").values_list(*_FIGURES):
        found[measure][week_end] = Figure(*figure)
    return found


def all_of(week_end: int) -> Mapping[str, WeeklyReading]:
    """Every measure of one week, by id, without what is drawn of it."""
    rows = WeeklyReading.objects.filter(week_end=week_end).defer("shape").order_by("pk")
    return {row.measure: row for row in rows}


def history_of(measure: str, *, with_earlier: bool) -> Sequence[Said]:
    """All that a measure, or its earlier definitions, ever said: latest week first, corrections after.

    Without what was said earlier of the same week: between the two stand those alone who came late.
    """
    rows = WeeklyReading.objects.filter(measure__startswith=f"{measure}.v").defer("shape")
    times = Counter[tuple[int, str]]()
    told, latest = [], {}
    for row in rows.select_related("taking").order_by("-week_end", "pk"):
        key = row.week_end, row.measure
        times[key] += 1
        latest[key] = Said(row, times[key])
        told.append(latest[key])
    return told if with_earlier else [*latest.values()]


def latest_of(measure: str) -> WeeklyReading | None:
    """What a measure (an id with its version) said last, with what is drawn of it."""
    rows = WeeklyReading.objects.filter(measure=measure).select_related("taking")
    return rows.order_by("-week_end", "-pk").first()
