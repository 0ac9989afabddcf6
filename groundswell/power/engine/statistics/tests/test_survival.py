"""Survival curves: against lifelines, against hand computations, and of what there is too little of."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.survival import Survival, kaplan_meier

pytestmark = pytest.mark.once

# Whole numbers, so that many happen at once, some at 0.
TIMES = st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60)


def drawn(n: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    until, watched = chance.exponential(10, n).round(1), chance.uniform(0, 30, n).round(1)
    return np.minimum(until, watched), until <= watched


def of(times: list[tuple[int, bool]]) -> Survival:
    durations, happened = np.array(times).T
    return kaplan_meier(durations.astype(float), happened.astype(bool))


@pytest.fixture(scope="session")
def fitted(lifelines: Any) -> Callable[..., Any]:
    return lambda durations, happened, **more: lifelines.KaplanMeierFitter().fit(durations, happened, **more)


@pytest.mark.parametrize("n", [5, 40, 1000])
def test_shares_band_and_median_agree_with_lifelines(n: int, fitted: Callable[..., Any]) -> None:
    durations, happened = drawn(n)
    oracle = fitted(durations, happened)

    found = kaplan_meier(durations, happened)

    inside = (found.shares > 0) & (found.shares < 1)
    band = oracle.confidence_interval_.loc[found.days[inside]].to_numpy()
    assert found.shares == pytest.approx(oracle.survival_function_at_times(found.days).to_numpy())
    assert found.lows[inside] == pytest.approx(band[:, 0])
    assert found.highs[inside] == pytest.approx(band[:, 1])
    assert found.median()[0] == oracle.median_survival_time_


@pytest.mark.parametrize("n", [40, 1000])
def test_the_interval_of_the_median_agrees_with_lifelines(
    n: int, fitted: Callable[..., Any], lifelines: Any
) -> None:
    durations, happened = drawn(n)
    band = fitted(durations, happened).confidence_interval_
    low, high = lifelines.utils.median_survival_times(band).iloc[0]

    _, found = kaplan_meier(durations, happened).median()

    assert found == Interval(low, high, "log-log")


def test_late_entry_agrees_with_lifelines(fitted: Callable[..., Any]) -> None:
    durations, happened = drawn(300)
    entered = np.random.default_rng(2).uniform(0.01, 12, 300)
    seen = entered < durations
    durations, happened, entered = durations[seen], happened[seen], entered[seen]

    found = kaplan_meier(durations, happened, entered=entered)

    oracle = fitted(durations, happened, entry=entered)
    assert found.shares == pytest.approx(oracle.survival_function_at_times(found.days).to_numpy())


def test_a_curve_is_what_one_reckons_by_hand() -> None:
    # Five wait: 1 day, 2 days (two), one lost after 2 days, one after 5.
    found = of([(1, True), (2, True), (2, True), (2, False), (5, False)])

    assert found.days.tolist() == [1, 2]
    assert found.shares == pytest.approx([4 / 5, 4 / 5 * 2 / 4])
    assert found.at_risk.tolist() == [5, 4]
    assert [found.at(day) for day in (0, 0.99, 1, 1.99, 2, 99)] == pytest.approx([1, 1, 0.8, 0.8, 0.4, 0.4])
    assert found.median()[0] == 2


def test_a_half_that_is_reached_exactly_is_reached() -> None:
    found = of([(day, True) for day in range(1, 11)])

    assert found.median()[0] == 5


def test_what_is_not_reached_has_no_median_but_may_have_a_least() -> None:
    few = of([(1, True), (2, True), (3, True)] + [(9, False)] * 4)
    fewer = of([(1, True)] + [(9, False)] * 40)

    assert (few.median()[0], fewer.median()) == (None, (None, None))
    assert few.median()[1] == Interval(1, None, "log-log")


def test_where_it_has_happened_to_nobody_the_interval_tells_of_how_many_waited() -> None:
    found = of([(4, True), (5, False), (6, True)] + [(7, False)] * 17)

    assert found.at(3) == 1
    assert (found.interval_at(3).low, found.interval_at(3).high) == pytest.approx((0.839, 1), abs=1e-3)


def test_where_it_has_happened_to_all_the_interval_keeps_its_upper_bound() -> None:
    found = of([(1, True), (2, True), (3, True)])
    at_once = of([(0, True)] * 20)

    assert found.interval_at(3) == Interval(0, found.interval_at(2).high, "log-log")
    assert at_once.interval_at(0).high == pytest.approx(0.1611, abs=1e-4)


@given(TIMES)
def test_the_estimate_lies_in_its_interval_and_falls(times: list[tuple[int, bool]]) -> None:
    found = of(times)

    middle, interval = found.median()
    curve = found.curve()
    assert all(
        0 <= low <= value <= high <= 1
        for low, value, high in zip(curve.lows, curve.values, curve.highs, strict=True)
    )
    assert list(curve.values) == sorted(curve.values, reverse=True)
    if middle is not None:
        assert interval is not None
        assert interval.low <= middle <= (np.inf if interval.high is None else interval.high)


@given(TIMES, st.randoms(use_true_random=False))
def test_order_does_not_matter(times: list[tuple[int, bool]], chance: Any) -> None:
    shuffled = chance.sample(times, len(times))

    assert of(shuffled).curve() == of(times).curve()


@given(TIMES)
def test_a_community_and_its_double_have_the_same_curve(times: list[tuple[int, bool]]) -> None:
    once, twice = of(times), of(times * 2)

    assert twice.shares == pytest.approx(once.shares)
    assert twice.median()[0] == once.median()[0]


def test_of_nobody_nothing_is_known() -> None:
    none = kaplan_meier(np.array([]), np.array([], dtype=bool))

    assert (none.n, none.at(5), none.median(), none.watched_until) == (0, 1, (None, None), 0)
    assert none.interval_at(5) == Interval(0, 1, "log-log")
    assert none.curve().values == (1,)


def test_who_enters_when_it_is_over_was_never_watched() -> None:
    found = kaplan_meier(np.array([1.0, 5.0]), np.array([True, True]), entered=np.array([1.0, 0.0]))

    assert (found.n, found.days.tolist()) == (1, [5])


def test_a_long_curve_is_thinned_without_losing_its_course() -> None:
    durations, happened = drawn(20_000)
    durations = durations + np.arange(20_000) * 1e-6
    found = kaplan_meier(durations, happened)

    curve = found.curve()

    assert len(curve.days) <= 200
    assert np.abs(np.diff(curve.values)).max() < 0.02
    assert curve.days[-1] == found.watched_until
