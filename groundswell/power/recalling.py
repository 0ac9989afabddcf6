"""From rows back to what was found: results and readings as the engine knows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.power.charts.series import HIGH, LOW, VALUE
from groundswell.power.engine.readings.eight import EIGHT, Kind
from groundswell.power.engine.readings.reading import Arrow, Change, Reading, Target, sentence
from groundswell.power.engine.results import Interval, Result, Series, State
from groundswell.power.engine.spans import DAY, WEEK, Window
from groundswell.power.engine.statistics.ranks import mid_rank
from groundswell.power.models import WeeklyReading
from groundswell.power.plain import excluded_of, result_of, shape_of
from groundswell.power.queries.targets import Aimed
from groundswell.power.queries.weeks import Figure

LEAST_PAST = 12
_USUAL_DAYS = 84


def recalled(row: WeeklyReading, *, with_shape: bool = True) -> Result:
    """The whole result of a row; without its shape where that was not asked for."""
    return Result(
        row.measure,
        Window(row.window_start, row.week_end),
        State(row.state),
        row.n,
        row.value,
        _interval(row.low, row.high, row.method),
        excluded_of(row.excluded),
        {name: result_of(part) for name, part in row.parts.items()},
        shape_of(row.shape) if with_shape else None,
    )


def readings_recalled(
    last: int,
    year: Mapping[str, Mapping[int, Figure]],
    latest: Mapping[str, WeeklyReading],
    *,
    aims: Mapping[str, Aimed],
) -> list[Reading]:
    """The eight as they were at the end of `last`, and where they stand among the weeks before it."""
    return [
        _reading(kind, last, year[kind.id], row=latest.get(kind.id), aim=aims.get(kind.name))
        for kind in EIGHT
    ]


def years_recalled(last: int, year: Mapping[str, Mapping[int, Figure]]) -> dict[str, Series]:
    """By name, what each of the eight said up to `last`; weeks without a row are holes."""
    known = {week for figures in year.values() for week in figures}
    ends = range(min({*known, last}), last + 1, WEEK)
    return {kind.name: drawn(ends, year[kind.id]) for kind in EIGHT}


def drawn(ends: Sequence[int], said: Mapping[int, Figure | WeeklyReading]) -> Series:
    """Weeks as a strip shows them: a value and its band, or a hole."""
    rows = [said.get(end) for end in ends]
    known = [row if row is not None and row.value is not None else None for row in rows]
    return Series(
        tuple(ends),
        {
            VALUE: tuple(None if row is None else row.value for row in known),
            LOW: tuple(None if row is None else row.low for row in known),
            HIGH: tuple(None if row is None else row.high for row in known),
        },
    )


def _reading(
    kind: Kind,
    week: int,
    figures: Mapping[int, Figure],
    *,
    row: WeeklyReading | None,
    aim: Aimed | None,
) -> Reading:
    result = recalled(row, with_shape=False) if row else _unseen(kind, week)
    change = _change(row.change if row else None)
    target = Target(kind.name, 0, aim.floor, aim.target) if aim else None
    past = [each.value for end, each in figures.items() if end < week and each.value is not None]
    return Reading(
        name=kind.name,
        week=week,
        result=result,
        says=sentence(result, change),
        change=change,
        target=target,
        attainment=_attainment(target, result.value),
        place=mid_rank(result.value, past) if result.value is not None and len(past) >= LEAST_PAST else None,
    )


def _attainment(target: Target | None, value: float | None) -> float | None:
    """Where no floor was set, a target is met or it is not."""
    if target is None or target.target is None or value is None:
        return None
    return target.attained(value) if target.floor is not None else float(value >= target.target)


def _unseen(kind: Kind, week: int) -> Result:
    days = kind.known.days if kind.known else _USUAL_DAYS
    return Result(kind.measure, Window(week - days * DAY, week), State.UNSEEN, 0)


def _interval(low: float | None, high: float | None, method: str) -> Interval | None:
    return None if low is None else Interval(low, high, method)


def _change(kept: Mapping[str, Any] | None) -> Change:
    if kept is None:
        return Change()
    interval = _interval(kept["low"], kept["high"], kept["method"])
    before = Window(*kept["before"])
    return Change(Arrow(kept["arrow"]), before, kept["was"], kept["by"], interval)
