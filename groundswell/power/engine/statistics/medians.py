"""The median of many values, with an interval that supposes nothing about how they are spread."""

from math import exp, lgamma, log, sqrt

import numpy as np

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.arrays import Numbers, Whole
from groundswell.power.engine.statistics.proportions import Z

METHOD = "order statistics"
_TAIL = 0.025
# Beyond so many the normal approximation names the same places to within one of thousands.
_MANY = 1000


def median(values: Numbers | Whole) -> tuple[float, Interval | None] | None:
    """The median and between which of the values, in order, that of everybody lies at 95 %, or more surely.

    None of nothing; no interval of fewer than six values: even from least to most they are not sure enough.
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    if not len(ordered):
        return None
    place = outermost(len(ordered))
    middle = float(np.median(ordered))
    if place is None:
        return middle, None
    return middle, Interval(float(ordered[place]), float(ordered[len(ordered) - 1 - place]), METHOD)


def outermost(n: int) -> int | None:
    """How many values on each side lie beyond the interval: the most of which a fair coin is 97.5 % sure."""
    if n > _MANY:
        return int((n - Z * sqrt(n)) / 2)
    cumulated, place = 0.0, -1
    for heads in range(n // 2 + 1):
        cumulated += exp(lgamma(n + 1) - lgamma(heads + 1) - lgamma(n - heads + 1) - n * log(2))
        if cumulated > _TAIL:
            break
        place = heads
    return place if place >= 0 else None
