"""Intervals for statistics without a formula: the units (people, topics) are drawn again with replacement."""

from collections.abc import Callable, Iterable
from statistics import NormalDist
from typing import TypeAlias

import numpy as np

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.arrays import Numbers, Places
from groundswell.power.engine.statistics.proportions import Z

# Of the places of the units that were drawn; None where they have no such value.
Statistic: TypeAlias = Callable[[Places], float | None]

TIMES = 2000
_NORMAL = NormalDist()
# Units left out together when there are more than so many: the acceleration needs no finer parts.
_GROUPS = 200


def bca(statistic: Statistic, units: int, rng: np.random.Generator, *, times: int = TIMES) -> Interval:
    """Bias-corrected and accelerated (Efron 1987, JASA 82:171); the same on any scale of the statistic.

    What is drawn depends on the order of the units: bring them into one that is always the same. A statistic
    that has no value for the units themselves is refused.
    """
    estimate = statistic(np.arange(units))
    if estimate is None:
        raise ValueError("What has no value has no interval.")
    drawn = _known(statistic(rng.integers(units, size=units)) for _ in range(times))
    return accelerated(estimate, drawn, acceleration(left_out(statistic, units)))


def left_out(statistic: Statistic, units: int) -> Numbers:
    """The statistic without each unit in turn, or without each of 200 groups of every 200th."""
    places, groups = np.arange(units), min(units, _GROUPS)
    return _known(statistic(places[places % groups != group]) for group in range(groups))


def acceleration(without: Numbers) -> float:
    """How fast the spread changes with the value: a sixth of the skewness of what leaving out does."""
    if not len(without):
        return 0.0
    gaps = without.mean() - without
    spread = float((gaps**2).sum()) ** 1.5
    return float((gaps**3).sum()) / (6 * spread) if spread else 0.0


def accelerated(estimate: float, drawn: Numbers, faster: float) -> Interval:
    """The quantiles of what was drawn that a normal with this bias and acceleration would have at 95 %."""
    if not len(drawn):
        return Interval(estimate, estimate, "BCa")
    below = float(((drawn < estimate) + (drawn == estimate) / 2).mean())
    bias = _NORMAL.inv_cdf(min(max(below, 0.5 / len(drawn)), 1 - 0.5 / len(drawn)))
    low, high = (float(np.quantile(drawn, _moved(bias, bias + side, faster))) for side in (-Z, Z))
    return Interval(min(low, estimate), max(high, estimate), "BCa")


def _moved(bias: float, point: float, faster: float) -> float:
    """Where that many standard errors lie once bias and acceleration are taken into account."""
    slowed = 1 - faster * point
    if slowed <= 0:
        return float(point > 0)
    return _NORMAL.cdf(bias + point / slowed)


def _known(values: Iterable[float | None]) -> Numbers:
    return np.array([value for value in values if value is not None], dtype=np.float64)
