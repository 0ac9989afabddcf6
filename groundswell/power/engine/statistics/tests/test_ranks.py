"""A place among others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.power.engine.statistics.ranks import mid_rank

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("value", "place"), [(0, 0), (1, 0.125), (1.5, 0.25), (2, 0.5), (3, 0.875), (4, 1)])
def test_what_is_equal_counts_half(value: float, place: float) -> None:
    assert mid_rank(value, [1, 2, 2, 3]) == place


@given(st.lists(st.floats(allow_nan=False), min_size=1), st.data())
def test_turned_upside_down_it_is_the_other_place(past: list[float], data: st.DataObject) -> None:
    value = data.draw(st.sampled_from(past))

    assert mid_rank(value, past) == pytest.approx(1 - mid_rank(-value, [-each for each in past]))


def test_there_is_no_place_among_nothing() -> None:
    with pytest.raises(ValueError, match="among nothing"):
        mid_rank(1, [])
