"""Drawing kinds as often as there are units of them is drawing the units."""

import numpy as np
import pytest

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics import bootstrap, weighted
from groundswell.power.engine.statistics.regrouped import bca_of_kinds, in_batches, kinds_of, left_out

pytestmark = pytest.mark.once


def chance(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def mean_of_kinds(values: np.ndarray, seed: int) -> Interval | None:
    kinds, counts = kinds_of(values[:, None])
    return bca_of_kinds(lambda w: weighted.share(kinds[:, 0], w), counts, chance(seed), times=20_000)


def test_it_finds_the_interval_that_drawing_units_finds() -> None:
    values = chance().integers(0, 9, 60).astype(float) ** 2

    one = bootstrap.bca(lambda places: float(values[places].mean()), 60, chance(2), times=20_000)
    other = mean_of_kinds(values, 3)

    assert other is not None
    assert (other.low, other.high) == pytest.approx((one.low, one.high), rel=0.03)


def test_the_order_of_units_changes_no_bit() -> None:
    values = chance().integers(0, 9, 60).astype(float)

    assert mean_of_kinds(values, 3) == mean_of_kinds(chance(5).permutation(values), 3)


def test_kinds_are_the_rows_that_differ() -> None:
    table = chance().integers(0, 3, (500, 4)).astype(float)

    kinds, counts = kinds_of(table)

    wanted, of_wanted = np.unique(table, axis=0, return_counts=True)
    assert (kinds.tolist(), counts.tolist()) == (wanted.tolist(), of_wanted.tolist())


@pytest.mark.parametrize("counts", [[1, 1, 1], [3, 0, 4], [150, 1, 99], [1000, 7, 3, 41]])
def test_each_group_leaves_out_its_share(counts: list[int]) -> None:
    whole = np.array(counts)

    weights = left_out(whole)

    groups = min(whole.sum(), 200)
    assert (whole - weights).sum(axis=0).tolist() == counts
    assert {*(whole - weights).sum(axis=1)} <= {whole.sum() // groups, -(-whole.sum() // groups)}
    assert (weights >= 0).all()


@pytest.mark.slow
def test_pieces_that_fit_into_memory_draw_what_the_whole_draws() -> None:
    counts = np.full(5000, 2)

    found = in_batches(lambda weights: weights.sum(axis=1), counts, chance(), times=1000)

    assert found.tolist() == [10_000.0] * 1000


def test_what_has_no_value_has_no_interval() -> None:
    nobody = np.array([3])

    assert bca_of_kinds(lambda w: np.full(len(w), np.nan), nobody, chance()) is None
