"""Competing ends: against lifelines, against hand computations, and what must hold of any."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.competing import Incidence, aalen_johansen
from groundswell.power.engine.statistics.survival import kaplan_meier

pytestmark = pytest.mark.once

TIMES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 2)), min_size=1, max_size=60)


def of(times: list[tuple[int, int]], *, cause: int = 1) -> Incidence:
    durations, causes = np.array(times).T
    return aalen_johansen(durations.astype(float), causes, of=cause)


@pytest.mark.parametrize("cause", [1, 2])
def test_shares_and_band_agree_with_lifelines(cause: int, lifelines: Any) -> None:
    chance = np.random.default_rng(8)
    durations, causes = chance.exponential(10, 200), chance.integers(0, 3, 200)
    oracle = lifelines.AalenJohansenFitter().fit(durations, causes, event_of_interest=cause)

    found = aalen_johansen(durations, causes, of=cause)

    days = found.any_end.days[found.shares > 0]
    table = oracle.cumulative_density_.join(oracle.confidence_interval_).loc[days].to_numpy()
    assert [found.at(day) for day in days] == pytest.approx(table[:, 0])
    assert [found.interval_at(day).low for day in days] == pytest.approx(table[:, 1])
    assert [found.interval_at(day).high for day in days] == pytest.approx(table[:, 2])


def test_an_incidence_is_what_one_reckons_by_hand() -> None:
    # Of four: answered on day 1, closed on day 2, one lost on day 2, answered on day 3.
    found = of([(1, 1), (2, 2), (2, 0), (3, 1)])

    assert [found.at(day) for day in (0, 1, 2, 3)] == pytest.approx([0, 1 / 4, 1 / 4, 1 / 4 + 1 / 2])


def test_who_met_another_end_is_not_taken_for_waiting() -> None:
    times = [(1, 2)] * 10 + [(2, 1)] * 5 + [(3, 0)] * 5
    durations, causes = np.array(times, dtype=float).T

    censored = 1 - kaplan_meier(durations, causes == 1).at(2)

    assert (of(times).at(2), censored) == pytest.approx((0.25, 0.5))


@given(TIMES)
def test_without_another_end_it_is_what_is_left_of_survival(times: list[tuple[int, int]]) -> None:
    durations, causes = np.array(times).T
    alone = aalen_johansen(durations.astype(float), (causes > 0).astype(np.int64))
    survival = kaplan_meier(durations.astype(float), causes > 0)

    assert alone.shares == pytest.approx(1 - survival.shares)


@given(TIMES)
def test_the_ends_and_the_waiting_are_all_there_are(times: list[tuple[int, int]]) -> None:
    one, other = of(times, cause=1), of(times, cause=2)

    assert one.shares + other.shares + one.any_end.shares == pytest.approx(1)


@given(TIMES, st.randoms(use_true_random=False))
def test_the_estimate_lies_in_its_interval_and_order_does_not_matter(
    times: list[tuple[int, int]], chance: Any
) -> None:
    found = of(times)

    curve = found.curve()
    assert all(
        0 <= low <= value <= high <= 1
        for low, value, high in zip(curve.lows, curve.values, curve.highs, strict=True)
    )
    assert of(chance.sample(times, len(times))).curve() == curve


def test_of_nobody_nothing_is_known() -> None:
    none = aalen_johansen(np.array([]), np.array([], dtype=np.int64))

    assert (none.n, none.at(3), none.curve().values) == (0, 0, (0,))
    assert none.interval_at(3) == Interval(0, 1, "Wilson")
