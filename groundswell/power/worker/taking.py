"""Takes the readings of weeks, in steps. Only the worker and commands import this: it needs numpy."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from time import monotonic

from groundswell.kernel import clock
from groundswell.power.eight import eight_measures, kept_measures
from groundswell.power.engine.catalogue import Measure, measures
from groundswell.power.engine.columns import Columns, assemble
from groundswell.power.engine.readings.weekly import readings_of
from groundswell.power.engine.results import Result
from groundswell.power.engine.spans import DAY, Window, end_of_week
from groundswell.power.models import Taking
from groundswell.power.sources import ledger
from groundswell.power.sources.recent import DAYS, recent, tells
from groundswell.power.worker.indexing import wanted_index
from groundswell.power.worker.keeping import Found, keep, keep_index
from groundswell.power.worker.standings import keep_standings
from groundswell.power.worker.weeks import Due, due, forget_late, touched_at


def take_due(*, seconds: float) -> tuple[int, int]:
    """Read the weeks that are due, latest first, for about so long; how many were read, how many are left.

    Each week is read from what was known at its end, whenever it is read, and kept by itself: a worker that
    is stopped between two loses nothing. Of the last week comes first what people look at first.
    """
    started, noted_at, read_at = monotonic(), touched_at(), clock.micros(clock.now())
    weeks = due(kept_measures())
    begun = [_begun(week, read_at) for week in weeks[:1]]
    left = [week for week in (*begun, *weeks[1:]) if week.lacks]
    if left:
        told = ledger.entries(Window(0, max(week.week_end for week in left))).in_order()
        facts = ledger.facts()
    for read, week in enumerate(left):
        if read and monotonic() - started > seconds:
            return len(weeks) - len(left) + read, len(left) - read
        columns = assemble(told.before(week.week_end), facts, week.week_end)
        keep_standings(columns)  # first: a week that is not kept yet is read once more
        _keep(week, columns, week.lacks, read_at=read_at)
    forget_late(noted_at)
    return len(weeks), 0


def told_soon() -> tuple[frozenset[str], frozenset[str]]:
    """What half a year of the ledger is enough for: the eight, then other measures."""
    eight = eight_measures()
    return eight, frozenset(measure.id for measure in measures if tells(measure)) - eight


def found_in(columns: Columns, wanted: Collection[str]) -> Iterator[Found]:
    """What these measures say at the cut-off, the eight with what they dare to say of then and now."""
    eight = eight_measures()
    if not eight.isdisjoint(wanted):
        for reading in readings_of(columns, columns.cut_off):
            if reading.result.measure in wanted:
                yield Found(reading.result, reading.name, reading.change)
    for measure in measures:
        if measure.id in wanted and measure.id not in eight:
            yield Found(_result(measure, columns))


def _begun(week: Due, read_at: int) -> Due:
    """What is left of the last week after keeping what half a year tells: seconds, however long all of it is.

    Where an import has touched it, what it said stands until all of it is known anew.
    """
    parts = [some for some in (week.lacks & each for each in told_soon()) if some]
    if not parts or week.week_end != end_of_week(read_at) or week.reason == Taking.Reason.TOUCHED:
        return week
    columns = assemble(recent(Window.before(week.week_end, days=DAYS)), ledger.facts(), week.week_end)
    for some in parts:
        _keep(week, columns, some, read_at=read_at)
    return replace(week, lacks=week.lacks.difference(*parts))


def _keep(week: Due, columns: Columns, wanted: frozenset[str], *, read_at: int) -> None:
    """What these measures say, and the index where all eight are read, for those who want it."""
    taking = keep(week, [*found_in(columns, wanted)], read_at=read_at)
    index = wanted_index(columns) if eight_measures() <= wanted else None
    if index is not None:
        keep_index(taking, index)


def _result(measure: Measure, columns: Columns) -> Result:
    days = measure.days or columns.cut_off // DAY
    return measure.compute(columns, Window.before(columns.cut_off, days=days))
