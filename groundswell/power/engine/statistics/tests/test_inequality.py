"""Inequality: published vectors, hand computations, and what scaling and doubling must not change."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.power.engine.results import Lorenz
from groundswell.power.engine.statistics.inequality import (
    absence_factor,
    effective_number,
    gini,
    lorenz,
    top_people,
)

pytestmark = pytest.mark.once

COUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=60).map(np.array)
CHAOSS = np.array([1000, 202, 90, 33, 332, 343, 42, 433])


def test_absence_agrees_with_the_examples_of_chaoss() -> None:
    assert absence_factor(CHAOSS) == 2
    assert absence_factor(np.full(8, 12.5)) == 4
    assert absence_factor(np.array([50, 10, 10, 10, 10, 10])) == 1


def test_a_tie_counts_as_reached_for_any_threshold() -> None:
    made = np.full(10, 0.1)

    assert [absence_factor(made, threshold) for threshold in (0.1, 0.3, 0.7, 0.9, 1.0)] == [1, 3, 7, 9, 10]


def test_gini_agrees_with_what_one_reckons_by_hand() -> None:
    # Mean difference of all pairs of 1, 2, 3, 4 is 20 / 16; half of it over the mean 2.5 is 1 / 4.
    made = np.array([4, 1, 3, 2])

    assert gini(made, corrected=False) == pytest.approx(1 / 4)
    assert gini(made) == pytest.approx(1 / 3)


@given(COUNTS)
def test_gini_is_half_the_mean_difference_of_pairs(made: np.ndarray) -> None:
    found = gini(made, corrected=False)

    by_pairs = np.abs(made[:, None] - made[None, :]).mean() / 2
    assert found is None or found == pytest.approx(by_pairs / made.mean(), abs=1e-9)


def test_one_who_makes_everything_is_as_unequal_as_can_be() -> None:
    made = np.array([0, 0, 0, 7])

    assert (gini(made), effective_number(made), absence_factor(made)) == (1, 1, 1)


def test_equals_are_equal() -> None:
    made = np.full(7, 0.1)

    assert gini(made) == pytest.approx(0, abs=1e-12)
    assert effective_number(made) == pytest.approx(7)


@pytest.mark.parametrize(
    ("n", "share", "people"), [(100, 0.01, 1), (101, 0.01, 2), (30, 0.1, 3), (0, 0.1, 0)]
)
def test_the_top_is_of_whole_people(n: int, share: float, people: int) -> None:
    assert top_people(np.ones(n), share) == people


@given(COUNTS, st.integers(1, 1000), st.randoms(use_true_random=False))
def test_neither_order_nor_scale_nor_doubling_changes_inequality(
    made: np.ndarray, scale: int, chance: Random
) -> None:
    shuffled = np.array(chance.sample(made.tolist(), len(made)))
    twice = np.concatenate([made, made])

    for measure in (gini, effective_number, absence_factor):
        assert measure(shuffled) == measure(made)
        assert measure(made * scale) == (pytest.approx(measure(made), abs=1e-9) if made.any() else None)
    if made.any():
        assert effective_number(twice) == pytest.approx(2 * (effective_number(made) or 0))
    if made.any() and len(made) > 1:
        assert gini(twice, corrected=False) == pytest.approx(gini(made, corrected=False), abs=1e-9)


@given(COUNTS)
def test_each_stays_within_its_range(made: np.ndarray) -> None:
    n = len(made)

    assert 0 <= (gini(made) or 0) <= 1
    assert 1 - 1e-9 <= (effective_number(made) or 1) <= n + 1e-9
    assert 1 <= (absence_factor(made) or 1) <= n


@pytest.mark.parametrize("made", [np.array([]), np.zeros(3)])
def test_of_nothing_there_is_no_inequality(made: np.ndarray) -> None:
    found = (gini(made), effective_number(made), absence_factor(made), lorenz(made))

    assert found == (None, None, None, Lorenz((), ()))


def test_one_person_is_not_unequal_to_anybody() -> None:
    assert (gini(np.array([5])), effective_number(np.array([5]))) == (None, 1)


def test_the_lorenz_curve_runs_from_nobody_to_everybody() -> None:
    found = lorenz(np.array([3, 1, 0]))

    assert found.people == pytest.approx((0, 1 / 3, 2 / 3, 1))
    assert found.made == pytest.approx((0, 0, 1 / 4, 1))


def test_a_long_lorenz_curve_is_thinned() -> None:
    found = lorenz(np.arange(100_000))

    assert len(found.people) == 201
    assert (found.made[0], found.made[-1]) == (0, 1)
    assert np.interp(0.5, found.people, found.made) == pytest.approx(0.25, abs=1e-3)
