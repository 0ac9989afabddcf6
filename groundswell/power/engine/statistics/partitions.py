"""Groups within a network, and whether another throw of the dice would find the same."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from statistics import median

import igraph
import numpy as np

from groundswell.power.engine.statistics.arrays import Whole
from groundswell.power.engine.statistics.graphs import graph
from groundswell.power.engine.statistics.networks import Network


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """By place the number of its group, 0 for the largest; and by how much ties within exceed chance."""

    groups: Whole
    modularity: float


def leiden(ties: Network, rng: np.random.Generator, *, times: int) -> list[Partition]:
    """Partitions by the modularity of weighted ties at resolution 1 (Traag, Waltman and van Eck, 2019)."""
    seeds = rng.integers(2**63, size=times).tolist()
    whole = graph(ties, directed=False)
    return [_leiden(whole, ties.weights, seed) for seed in seeds]


def agreement(partitions: Sequence[Partition]) -> float:
    """The median adjusted Rand index of any two of them."""
    return median(adjusted_rand(a.groups, b.groups) for a, b in combinations(partitions, 2))


def adjusted_rand(a: Whole, b: Whole) -> float:
    """1: the same groups; 0: as alike as chance has it (Hubert and Arabie, 1985)."""
    both = _pairs(np.unique(a * (int(b.max(initial=0)) + 1) + b, return_counts=True)[1])
    in_a, in_b = _pairs(np.bincount(a)), _pairs(np.bincount(b))
    everything = len(a) * (len(a) - 1) / 2
    expected = in_a * in_b / everything if everything else 0.0
    most = (in_a + in_b) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0


def _pairs(sizes: Whole) -> float:
    return float((sizes * (sizes - 1)).sum()) / 2


def _leiden(whole: igraph.Graph, weights: Whole, seed: int) -> Partition:
    with _seeded(seed):
        found = whole.community_leiden(objective_function="modularity", weights=weights.tolist())
    return Partition(_by_size(np.array(found.membership, dtype=np.int64)), float(found.quality))


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """igraph has one source of chance for the whole process; afterwards it is Python's again, as at first."""
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - measures guard nothing
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def _by_size(groups: Whole) -> Whole:
    """Numbered from the largest on; of two as large, the one with the first place comes first."""
    _, first, found, sizes = np.unique(groups, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return rank[found]
