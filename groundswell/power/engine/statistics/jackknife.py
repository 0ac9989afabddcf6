"""Intervals from leaving out each unit in turn: no chance, and on the scale where the error is most even."""

from math import exp, sqrt

import numpy as np

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.arrays import Numbers
from groundswell.power.engine.statistics.proportions import Z


def on_log_scale(estimate: float, without: Numbers, *, besides: float = 0) -> Interval | None:
    """Of what is above 0; `without` is the statistic without each unit. None where one of these is not.

    `besides` is variance of the logarithm that leaving out one unit does not show.
    """
    if len(without) < 2 or estimate <= 0 or not (without > 0).all():  # noqa: PLR2004 - one alone has no spread
        return None
    factor = exp(_half_width(np.log(without), besides))
    return Interval(estimate / factor, estimate * factor, "jackknife, log scale")


def t_quantile(freedom: int) -> float:
    """Student's, where the normal has Z: by its expansion (Abramowitz and Stegun 26.7.5), 1 % off for 3."""
    terms = (
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
        (79 * Z**9 + 776 * Z**7 + 1482 * Z**5 - 1920 * Z**3 - 945 * Z) / 92160,
    )
    return Z + sum((term / float(freedom) ** power for power, term in enumerate(terms, start=1)), 0.0)


def _half_width(without: Numbers, besides: float = 0) -> float:
    n = len(without)
    spread = float(((without - without.mean()) ** 2).sum())
    return t_quantile(n - 1) * sqrt((n - 1) / n * spread + besides)
