"""Takes the readings of weeks, in steps. Only the worker and commands import this: it needs numpy."""

from collections.abc import Collection, Iterator
from time import monotonic

from groundswell.kernel import clock
from groundswell.power.eight import kept_measures
from groundswell.power.engine.catalogue import Measure, measures
from groundswell.power.engine.columns import Columns, assemble
from groundswell.power.engine.readings.eight import EIGHT
from groundswell.power.engine.readings.weekly import readings_of
from groundswell.power.engine.results import Result
from groundswell.power.engine.spans import DAY, Window
from groundswell.power.keeping import Found, keep
from groundswell.power.sources import ledger
from groundswell.power.standings import keep_standings
from groundswell.power.weeks import due, forget_late, touched_at


def take_due(*, seconds: float) -> tuple[int, int]:
    """Read the weeks that are due, latest first, for about so long; how many were read, how many are left.

    Each week is read from what was known at its end, whenever it is read, and kept by itself: a worker that
    is stopped between two loses nothing.
    """
    started, noted_at, read_at = monotonic(), touched_at(), clock.micros(clock.now())
    weeks = due(kept_measures())
    if weeks:
        told = ledger.entries(Window(0, max(week.week_end for week in weeks))).in_order()
        facts = ledger.facts()
    for read, week in enumerate(weeks):
        if read and monotonic() - started > seconds:
            return read, len(weeks) - read
        columns = assemble(told.before(week.week_end), facts, week.week_end)
        keep_standings(columns)  # first: a week that is not kept yet is read once more
        keep(week, [*found_in(columns, week.lacks)], read_at=read_at)
    forget_late(noted_at)
    return len(weeks), 0


def found_in(columns: Columns, wanted: Collection[str]) -> Iterator[Found]:
    """What these measures say at the cut-off, the eight with what they dare to say of then and now."""
    eight = {kind.id for kind in EIGHT}
    if not eight.isdisjoint(wanted):
        for reading in readings_of(columns, columns.cut_off):
            if reading.result.measure in wanted:
                yield Found(reading.result, reading.name, reading.change)
    for measure in measures:
        if measure.id in wanted and measure.id not in eight:
            yield Found(_result(measure, columns))


def _result(measure: Measure, columns: Columns) -> Result:
    days = measure.days or columns.cut_off // DAY
    return measure.compute(columns, Window.before(columns.cut_off, days=days))
