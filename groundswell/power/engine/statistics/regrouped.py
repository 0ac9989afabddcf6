"""BCa where many units are alike: how often each kind of unit is drawn stands for drawing the units.

It is the same chance as drawing them one by one, and costs as much as there are kinds, not units.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.arrays import Numbers, Whole
from groundswell.power.engine.statistics.bootstrap import TIMES, accelerated, acceleration

# Of weights, a line a sample and a column a kind: a number a sample, NaN where there is none.
Weighed: TypeAlias = Callable[[Numbers], Numbers]

_PARTS = 200
_MOST_CELLS = 4_000_000


def bca_of_kinds(
    statistic: Weighed, counts: Whole, rng: np.random.Generator, *, times: int = TIMES
) -> Interval | None:
    """`counts` says how many units there are of each kind. None where the units have no value themselves."""
    estimate = float(statistic(counts[None, :].astype(np.float64))[0])
    if not np.isfinite(estimate):
        return None
    values = in_batches(statistic, counts, rng, times=times)
    without = statistic(left_out(counts))
    return accelerated(estimate, _finite(values), acceleration(_finite(without)))


def kinds_of(table: Numbers) -> tuple[Numbers, Whole]:
    """The rows that differ, by their columns from the first on, and how many there are of each."""
    codes = np.zeros(len(table), dtype=np.int64)
    for column in table.T:
        values, places = np.unique(column, return_inverse=True)
        _, codes = np.unique(codes * len(values) + places, return_inverse=True)
    _, first, counts = np.unique(codes, return_index=True, return_counts=True)
    return table[first], counts.astype(np.int64)


def in_batches(statistic: Weighed, counts: Whole, rng: np.random.Generator, *, times: int) -> Numbers:
    """The statistic of so many samples, each as large as the whole, in pieces that fit into memory."""
    total = int(counts.sum())
    at_once = max(_MOST_CELLS // max(len(counts), 1), 1)
    sizes = [min(at_once, times - done) for done in range(0, times, at_once)]
    drawn = (rng.multinomial(total, counts / total, size=size).astype(np.float64) for size in sizes)
    return np.concatenate([statistic(weights) for weights in drawn])


def left_out(counts: Whole) -> Numbers:
    """Weights without each unit in turn; of more than 200, without each of 200 groups of every 200th."""
    ends = np.cumsum(counts)
    groups = np.arange(min(int(ends[-1]), _PARTS))[:, None]
    size = len(groups)
    # How many of the places before `end` are of the group: those that leave the remainder `group`.
    taken = (ends[None, :] - groups + size - 1) // size - (ends - counts - groups + size - 1) // size
    return (counts[None, :] - taken).astype(np.float64)


def _finite(values: Numbers) -> Numbers:
    return values[np.isfinite(values)]
