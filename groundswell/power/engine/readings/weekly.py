"""The eight readings of a week, and of many weeks in a row, each as it would have been read then."""

from collections.abc import Iterable, Iterator, Sequence

from groundswell.power.engine.columns import Columns, assemble
from groundswell.power.engine.entries import Entries, Facts
from groundswell.power.engine.readings.changes import change
from groundswell.power.engine.readings.eight import EIGHT, Kind
from groundswell.power.engine.readings.reading import Reading, Target, aimed, sentence
from groundswell.power.engine.results import Result, State
from groundswell.power.engine.spans import WEEK, Window, end_of_week
from groundswell.power.engine.statistics.ranks import mid_rank

PAST_WEEKS = 52
LEAST_PAST = 12
# How long a window is of a reading whose measure is not there yet.
_DAYS = 84


def readings_of(
    columns: Columns,
    week_end: int,
    *,
    targets: Sequence[Target] = (),
    past: Iterable[Reading] = (),
) -> tuple[Reading, ...]:
    """The eight, in their order; `columns` are what was known at the end of that week, no more and no less.

    `past` are readings of earlier weeks, in any order; others among them do not count.
    """
    if end_of_week(week_end) != week_end:
        raise ValueError(f"A week ends at a Monday midnight in UTC, unlike {week_end}.")
    if columns.cut_off != week_end:
        raise ValueError(f"Readings of {week_end} are of what was known then, not at {columns.cut_off}.")
    earlier = tuple(each for each in past if week_end - PAST_WEEKS * WEEK <= each.week < week_end)
    return tuple(_reading(kind, columns, targets=targets, past=earlier) for kind in EIGHT)


def history(
    entries: Entries, facts: Facts, weeks: Iterable[int], *, targets: Sequence[Target] = ()
) -> Iterator[tuple[Reading, ...]]:
    """Week by week, oldest first, as they are done: each sees what was known then, and the weeks before it.

    What was hidden, closed or answered later changes nothing: columns are joined anew for each week, from
    entries that are put in order once.
    """
    told = entries.in_order()
    past: list[Reading] = []
    for week_end in sorted(set(weeks)):
        columns = assemble(told.before(week_end), facts, week_end)
        found = readings_of(columns, week_end, targets=targets, past=past)
        past.extend(found)
        yield found


def _reading(kind: Kind, columns: Columns, *, targets: Sequence[Target], past: Sequence[Reading]) -> Reading:
    result = _result(kind, columns)
    found = change(kind, columns, result)
    reading = Reading(
        name=kind.name,
        week=columns.cut_off,
        result=result,
        says=sentence(result, found),
        change=found,
        place=_place(result, kind.name, past),
    )
    return aimed(reading, targets)


def _result(kind: Kind, columns: Columns) -> Result:
    measure = kind.known
    if measure is None:
        window = Window.before(columns.cut_off, days=_DAYS)
        return Result(kind.measure, window, State.UNSEEN, 0)
    return measure.compute(columns, Window.before(columns.cut_off, days=measure.days))


def _place(result: Result, name: str, past: Sequence[Reading]) -> float | None:
    """Among past values of the very same measure: another version measures something else."""
    values = {
        each.week: each.result.value
        for each in past
        if each.name == name and each.result.measure == result.measure and each.result.value is not None
    }
    if result.value is None or len(values) < LEAST_PAST:
        return None
    return mid_rank(result.value, [*values.values()])
