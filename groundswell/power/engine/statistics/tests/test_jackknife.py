"""The jackknife: against formulas, and of what never varies."""

from math import exp, log, sqrt
from typing import Any

import numpy as np
import pytest

from groundswell.power.engine.statistics.jackknife import on_log_scale, t_quantile

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("freedom", "off"), [(3, 0.01), (5, 2e-3), (9, 2e-4), (29, 1e-5), (10_000, 1e-9)])
def test_students_quantile_agrees_with_scipy(freedom: int, off: float, scipy: Any) -> None:
    assert t_quantile(freedom) == pytest.approx(scipy.stats.t.ppf(0.975, freedom), rel=off)


def test_for_a_mean_it_is_the_standard_error() -> None:
    values = np.array([1.0, 4, 2, 8, 5, 7])
    without = np.exp((values.sum() - values) / 5)

    found = on_log_scale(exp(values.mean()), without)

    assert found is not None
    assert found.high is not None
    half = t_quantile(5) * values.std(ddof=1) / sqrt(6)
    assert (log(found.low), log(found.high)) == pytest.approx((values.mean() - half, values.mean() + half))


def test_what_comes_to_an_end_of_the_scale_has_no_interval() -> None:
    assert on_log_scale(1, np.array([1, 0])) is None
    assert on_log_scale(2, np.array([2.0])) is None
