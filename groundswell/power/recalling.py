"""From rows back to what was found: results and readings as the engine knows them."""

from collections.abc import Mapping
from typing import Any

from groundswell.power.engine.readings.eight import EIGHT, Kind
from groundswell.power.engine.readings.reading import Arrow, Change, Reading, Target, sentence
from groundswell.power.engine.results import Interval, Result, State
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


def weeks_recalled(
    last: int,
    year: Mapping[str, Mapping[int, Figure]],
    latest: Mapping[str, WeeklyReading],
    *,
    aims: Mapping[str, Aimed],
) -> list[list[Reading]]:
    """The eight, week by week up to `last`, of which all is known; weeks without a row are holes."""
    known = {week for figures in year.values() for week in figures}
    ends = range(min({*known, last}), last + 1, WEEK)
    return [
        [
            _reading(kind, week, year.get(kind.id, {}), latest=latest, aim=aims.get(kind.name))
            for kind in EIGHT
        ]
        for week in ends
    ]


def _reading(
    kind: Kind,
    week: int,
    figures: Mapping[int, Figure],
    *,
    latest: Mapping[str, WeeklyReading],
    aim: Aimed | None,
) -> Reading:
    figure, row = figures.get(week), latest.get(kind.id)
    if row is not None and row.week_end == week:
        result, change = recalled(row, with_shape=False), _change(row.change)
    else:
        result, change = _bare(kind, week, figure), Change()
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


def _bare(kind: Kind, week: int, figure: Figure | None) -> Result:
    days = kind.known.days if kind.known else _USUAL_DAYS
    window = Window(week - days * DAY, week)
    if figure is None:
        return Result(kind.measure, window, State.UNSEEN, 0)
    interval = _interval(figure.low, figure.high, "kept")
    return Result(figure.measure, window, figure.state, figure.n, figure.value, interval)


def _interval(low: float | None, high: float | None, method: str) -> Interval | None:
    return None if low is None else Interval(low, high, method)


def _change(kept: Mapping[str, Any] | None) -> Change:
    if kept is None:
        return Change()
    interval = _interval(kept["low"], kept["high"], kept["method"])
    before = Window(*kept["before"])
    return Change(Arrow(kept["arrow"]), before, kept["was"], kept["by"], interval)
