"""The median with an interval by order: published places, and what must hold of any values."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.medians import median, outermost

pytestmark = pytest.mark.once

VALUES = st.lists(st.integers(0, 20), min_size=1, max_size=50).map(np.array)


@pytest.mark.parametrize(("n", "first"), [(6, 1), (8, 1), (9, 2), (12, 3), (20, 6), (50, 18), (100, 40)])
def test_the_places_are_those_of_the_tables(n: int, first: int) -> None:
    # From which value to which: any table of the sign test, as Conover (1999), counting from 1.
    assert outermost(n) == first - 1


@pytest.mark.parametrize("n", [7, 33, 500, 1000, 1001, 5000])
def test_a_fair_coin_is_sure_enough(n: int, scipy: Any) -> None:
    place = outermost(n)

    assert place is not None
    assert scipy.stats.binom.cdf(place, n, 0.5) == pytest.approx(0.025, abs=0.02 if n < 50 else 0.005)
    assert n > 1000 or scipy.stats.binom.cdf(place, n, 0.5) <= 0.025 < scipy.stats.binom.cdf(
        place + 1, n, 0.5
    )


def test_a_median_is_what_one_reckons_by_hand() -> None:
    assert median(np.array([5, 1, 2, 9, 3, 4])) == (3.5, Interval(1, 9, "order statistics"))
    assert median(np.array([7, 1])) == (4, None)
    assert median(np.array([])) is None


@given(VALUES)
def test_the_median_lies_in_its_interval_and_order_does_not_matter(values: np.ndarray) -> None:
    found = median(values)

    assert found == median(values[::-1])
    assert found is not None
    if found[1] is not None:
        assert found[1].high is not None
        assert found[1].low <= found[0] <= found[1].high
