"""Which weeks are to be read: those never read, those an import has touched, those a new measure lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Max, Min

from groundswell.kernel import clock
from groundswell.kernel.ledger.models import Entry
from groundswell.power.engine.spans import WEEK, end_of_week, week_ends
from groundswell.power.models import Taking, Touched, WeeklyReading

KEPT_WEEKS = 52
_ONLY = 1
# Entries of transactions that were open while a week was read may bear a time from before it.
LONGEST_TRANSACTION = timedelta(minutes=15) // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A week to read and why; `lacks` are the measures to read it by."""

    week_end: int
    reason: str
    lacks: frozenset[str] = frozenset()


def due(measures: frozenset[str]) -> list[Due]:
    """The weeks to read, latest first: what people look at is there soonest."""
    takings = _latest_takings()
    touched = Touched.objects.first()
    lacking = _lacking(measures)
    found = []
    for week_end in _candidates(takings):
        taken_at = takings.get(week_end)
        if taken_at is None:
            found.append(Due(week_end, Taking.Reason.FIRST, measures))
        elif touched and week_end > touched.since and taken_at < touched.noted_at:
            found.append(Due(week_end, Taking.Reason.TOUCHED, measures))
        elif missing := lacking.get(week_end):
            found.append(Due(week_end, Taking.Reason.DEFINED, missing))
    return found


def note_late(entries: Sequence[Entry]) -> None:
    """Remember the earliest of these entries that belong to a week which may have been read without them."""
    takings = _latest_takings()
    if late := [entry.at for entry in entries if _is_late(entry, takings)]:
        _touch(min(late))


def forget_late(noted_at: int) -> None:
    """All that had been touched by then is read."""
    Touched.objects.filter(noted_at__lte=noted_at).delete()


def touched_at() -> int:
    """When something late was last noted; 0 where nothing waits."""
    touched = Touched.objects.first()
    return touched.noted_at if touched else 0


def _is_late(entry: Entry, takings: Mapping[int, int]) -> bool:
    known_by = entry.recorded_at + LONGEST_TRANSACTION
    return any(week_end > entry.at and taken_at < known_by for week_end, taken_at in takings.items())


def _touch(earliest: int) -> None:
    now = clock.micros(clock.now())
    row, made = Touched.objects.select_for_update().get_or_create(
        pk=_ONLY, defaults={"since": earliest, "noted_at": now}
    )
    if not made:
        row.since, row.noted_at = min(row.since, earliest), now
        row.save(update_fields=["since", "noted_at"])


def _latest_takings() -> dict[int, int]:
    rows = Taking.objects.values_list("week_end").annotate(taken=Max("computed_at")).order_by("week_end")
    return dict(rows)


def _candidates(takings: Mapping[int, int]) -> list[int]:
    """The weeks before now since something first happened, at most a year of them, and all that were read."""
    last = end_of_week(clock.micros(clock.now()))
    first = Entry.objects.aggregate(first=Min("at"))["first"]
    if first is None:
        return sorted(takings, reverse=True)
    begin = max(first, last - KEPT_WEEKS * WEEK)
    return sorted({*week_ends(begin, last), *takings}, reverse=True)


def _lacking(measures: frozenset[str]) -> dict[int, frozenset[str]]:
    """Of the last year's weeks that were read: the measures that each lacks."""
    since = end_of_week(clock.micros(clock.now())) - KEPT_WEEKS * WEEK
    had: dict[int, set[str]] = {}
    rows = WeeklyReading.objects.filter(week_end__gt=since).values_list("week_end", "measure").distinct()
    for week_end, measure in rows:
        had.setdefault(week_end, set()).add(measure)
    return {week: frozenset(lacks) for week, has in had.items() if (lacks := measures - has)}
