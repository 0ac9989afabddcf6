"""How sure a Gini is: by leaving out, and by what must hold of any."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.power.engine.statistics.gini import _ginis, gini_interval
from groundswell.power.engine.statistics.inequality import gini

pytestmark = pytest.mark.once

COUNTS = st.lists(st.integers(0, 50), min_size=5, max_size=30).map(np.array)


def chance() -> np.random.Generator:
    return np.random.default_rng(1)


@given(COUNTS)
def test_leaving_each_out_by_formula_is_leaving_each_out(made: np.ndarray) -> None:
    whole, without = _ginis(made[None].astype(float))

    others = [gini(np.delete(made, place)) or 0 for place in range(len(made))]
    assert whole[0] == pytest.approx(gini(made) or 0, abs=1e-9)
    assert sorted(without[0]) == pytest.approx(sorted(others), abs=1e-9)


@settings(max_examples=30)
@given(COUNTS)
def test_the_estimate_lies_in_its_interval(made: np.ndarray) -> None:
    found = gini_interval(made, chance(), times=100)

    if found is not None:
        assert found.high is not None
        assert 0 <= found.low <= (gini(made) or 0) <= found.high <= 1


def test_neither_order_nor_scale_changes_it() -> None:
    made = chance().lognormal(0, 1, 60)

    found = gini_interval(made, chance())

    assert gini_interval(made[::-1], chance()) == found
    scaled = gini_interval(made * 1024, chance())
    assert found is not None
    assert scaled == found


@pytest.mark.slow
def test_more_people_are_surer() -> None:
    widths = [
        (found.high or 1) - found.low
        for n in (50, 500, 5000, 50_000)
        if (found := gini_interval(chance().lognormal(0, 1, n), chance()))
    ]

    assert len(widths) == 4
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("made", [[], [3] * 4, [0] * 9, [2] * 9, [0] * 8 + [5]])
def test_where_all_or_one_made_everything_there_is_no_interval(made: list[int]) -> None:
    assert gini_interval(np.array(made), chance()) is None
