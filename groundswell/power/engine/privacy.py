"""What of a result may be shown to many: nothing that tells of one to four people. No numpy here."""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from groundswell.power.engine.results import ROUND_DAYS, Curve, Parts, Result, Series

FEWEST = 5


def shareable(result: Result) -> Result:
    """The result of a measure whose shape counts people, without it where a count is of one to four.

    The shape goes whole, so that nothing is found by subtraction. Of a curve the steps are single people,
    whose moments would say who: it is told at round days alone, and days after which something is are whole.
    """
    if isinstance(result.shape, Curve):
        return replace(_in_whole_days(result), shape=_at_round_days(result.shape))
    return replace(result, shape=None) if any(0 < count < FEWEST for count in _counts(result)) else result


def _in_whole_days(result: Result) -> Result:
    """By the end of which day it was so, of the result and of those within it."""
    found = result.interval
    interval = found and replace(found, low=float(ceil(found.low)), high=_up(found.high))
    parts = {name: _in_whole_days(part) for name, part in result.parts.items()}
    return replace(result, value=_up(result.value), interval=interval, parts=parts)


def _up(day: float | None) -> float | None:
    return None if day is None else float(ceil(day))


def _counts(result: Result) -> Iterator[float]:
    """Of a path, who missed a step is counted as well as who came to it."""
    if isinstance(result.shape, Parts):
        counts = result.shape.counts.values()
        yield from counts
        yield from (result.shape.of - count for count in counts if sum(counts) != result.shape.of)
    elif isinstance(result.shape, Series):
        yield from (value for line in result.shape.lines.values() for value in line if value is not None)


def _at_round_days(curve: Curve) -> Curve:
    round_days = {*map(float, ROUND_DAYS)}
    kept = [place for place, day in enumerate(curve.days) if day in round_days]
    lines = (curve.days, curve.values, curve.lows, curve.highs, curve.at_risk)
    days, values, lows, highs, at_risk = (tuple(line[place] for place in kept) for line in lines)
    return Curve(days, values, lows, highs, at_risk)  # type: ignore[arg-type]
