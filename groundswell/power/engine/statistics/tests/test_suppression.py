"""Whoever knows every sum of a table cannot tell what a small cell holds."""

from typing import Any

import numpy as np
import pytest

from groundswell.power.engine.statistics.arrays import Whole
from groundswell.power.engine.statistics.suppression import Mask, left_out

pytestmark = pytest.mark.once
# Of the tables drawn, that of seed 14 has a row without any large cell.
_CANNOT = {14}


def known(scipy: Any, cells: Whole, is_out: Mask, cell: tuple[int, int]) -> tuple[float, float]:
    """The least and the most that a cell left out can hold, given the others and all sums.

    Whoever knows our rules knows besides that none of those left out is 0.
    """
    places = np.argwhere(is_out)
    sums = [cells.sum(axis=axis) - np.where(is_out, 0, cells).sum(axis=axis) for axis in (1, 0)]
    equations = [
        [float(place[axis] == line) for place in places] for axis in (0, 1) for line in range(len(cells))
    ]
    aim = [float(tuple(place) == cell) for place in places]
    ends = []
    for sign in (1, -1):
        found = scipy.optimize.linprog(
            [sign * each for each in aim], A_eq=equations, b_eq=np.concatenate(sums), bounds=(1, None)
        )
        ends.append(sign * found.fun)
    return ends[0], ends[1]


@pytest.mark.parametrize("seed", range(30))
def test_no_small_cell_follows_from_sums(seed: int, scipy: Any) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(3, 7))
    cells = np.round(rng.lognormal(2.2, 1.2, (size, size))).astype(np.int64)
    is_small = (cells > 0) & (cells < 5)

    is_out = left_out(cells, is_small)

    assert is_out.all() == (seed in _CANNOT)
    assert is_out[is_small].all()
    if is_out.all():
        return
    for cell in np.argwhere(is_small):
        least, most = known(scipy, cells, is_out, (int(cell[0]), int(cell[1])))
        assert most - least >= 4


def test_leaving_out_small_cells_alone_would_give_them_away(scipy: Any) -> None:
    """The attack that the rule is against works where there is no rule."""
    cells = np.array([[20, 3, 30], [9, 40, 8], [7, 12, 50]])

    assert known(scipy, cells, cells < 5, (0, 1)) == (3, 3)


def test_the_cheapest_cells_go_with_a_small_one() -> None:
    cells = np.array([[20, 3, 30], [9, 40, 8], [7, 12, 50]])

    is_out = left_out(cells, cells < 5)

    assert np.argwhere(is_out).tolist() == [[0, 0], [0, 1], [2, 0], [2, 1]]


def test_a_table_without_small_cells_is_shown_whole() -> None:
    cells = np.array([[20, 0], [9, 40]])

    is_out = left_out(cells, np.zeros((2, 2), dtype=bool))

    assert not is_out.any()


def test_of_a_table_that_cannot_keep_a_small_cell_nothing_is_shown() -> None:
    cells = np.array([[20, 3], [0, 40]])

    assert left_out(cells, cells == 3).all()
    assert left_out(np.array([[3]]), np.array([[True]])).all()
