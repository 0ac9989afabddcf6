"""The bootstrap: against exact intervals, and of what hardly varies."""

from collections.abc import Callable
from math import exp
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.bootstrap import acceleration, bca, left_out
from groundswell.power.engine.statistics.inequality import gini

pytestmark = pytest.mark.once


def chance(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def mean(values: np.ndarray) -> Callable[[np.ndarray], float]:
    return lambda places: float(values[places].mean())


def test_bca_agrees_with_scipy(scipy: Any) -> None:
    values = chance().lognormal(0, 1, 40)

    found = bca(mean(values), 40, chance(2), times=20_000)

    low, high = scipy.stats.bootstrap((values,), np.mean, n_resamples=20_000, rng=3).confidence_interval
    assert (found.low, found.high) == pytest.approx((low, high), rel=0.02)


def test_acceleration_agrees_with_a_published_value() -> None:
    # The spatial test data of Efron and Tibshirani (1993), table 14.1: the variance of A has 0.061.
    spatial = np.array(
        [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41]
    )

    found = acceleration(left_out(lambda places: float(spatial[places].var()), 26))

    assert spatial.var() == pytest.approx(171.5, abs=0.05)
    assert found == pytest.approx(0.061, abs=0.0006)


def test_any_scale_gives_the_same_interval() -> None:
    values = chance().lognormal(0, 1, 40)
    of = mean(values)

    found = bca(of, 40, chance(2))
    logs = bca(lambda places: float(np.log(of(places))), 40, chance(2))

    assert logs.high is not None
    assert (found.low, found.high) == pytest.approx((exp(logs.low), exp(logs.high)), rel=0.02)


def test_the_same_chance_draws_the_same_interval() -> None:
    values = chance().lognormal(0, 1, 30)

    assert bca(mean(values), 30, chance(9)) == bca(mean(values), 30, chance(9))


@given(st.lists(st.integers(0, 9), min_size=2, max_size=30).filter(any))
def test_the_estimate_lies_in_its_interval(made: list[int]) -> None:
    counts = np.array(made)

    found = bca(lambda places: gini(counts[places]), len(counts), chance(), times=50)

    assert found.high is not None
    assert found.low <= (gini(counts) or 0) <= found.high


def test_what_never_varies_has_no_width() -> None:
    found = bca(mean(np.full(12, 3.0)), 12, chance(), times=50)

    assert found == Interval(3, 3, "BCa")


def test_what_has_no_value_has_no_interval() -> None:
    with pytest.raises(ValueError, match="no value"):
        bca(lambda _: None, 5, chance())
