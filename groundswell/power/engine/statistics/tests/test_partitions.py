"""Groups that are there are found by every throw, and chance is left as it was."""

import random
from itertools import combinations

import igraph
import numpy as np
import pytest

from groundswell.power.engine.statistics.networks import Network
from groundswell.power.engine.statistics.partitions import Partition, adjusted_rand, agreement, leiden

pytestmark = pytest.mark.once


def villages(count: int = 4, size: int = 12) -> Network:
    """All know all within a village; one road leads from each to the next."""
    within = [
        (village * size + a, village * size + b)
        for village in range(count)
        for a, b in combinations(range(size), 2)
    ]
    roads = [(village * size, (village + 1) % count * size + 1) for village in range(count)]
    tails, heads = np.array(within + roads).T
    return Network.of(tails, heads, count * size).undirected()


def test_villages_are_found_by_every_throw() -> None:
    found = leiden(villages(), np.random.default_rng(1), times=10)

    assert agreement(found) == 1
    assert found[0].groups.tolist() == [place // 12 for place in range(48)]
    assert found[0].modularity == pytest.approx(_modularity(villages(), found[0]))


def _modularity(ties: Network, partition: Partition) -> float:
    """By its definition: ties within, less what the degrees of two ends make likely."""
    degrees, everything = ties.neighbours(), len(ties)
    same = partition.groups[ties.tails] == partition.groups[ties.heads]
    likely = sum((degrees[partition.groups == group].sum() / (2 * everything)) ** 2 for group in range(4))
    return float(same.sum() / everything - likely)


def test_where_there_are_no_groups_throws_disagree() -> None:
    rng = np.random.default_rng(2)
    lot = Network.of(rng.integers(300, size=900), rng.integers(300, size=900), 300).tied().undirected()

    assert agreement(leiden(lot, rng, times=10)) < 0.5


def test_the_same_seed_throws_the_same_and_leaves_chance_as_it_was() -> None:
    before = random.getstate()
    one, two = (leiden(villages(), np.random.default_rng(4), times=3) for _ in range(2))
    after = random.getstate()

    assert [each.groups.tolist() for each in one] == [each.groups.tolist() for each in two]
    assert before == after


def test_igraph_draws_from_pythons_chance_again_afterwards() -> None:
    leiden(villages(), np.random.default_rng(4), times=1)
    drawn = []
    for _ in range(2):
        random.seed(17)
        drawn.append(igraph.Graph.Erdos_Renyi(n=30, m=60).get_edgelist())
    random.seed()

    assert drawn[0] == drawn[1]


def test_agreement_is_corrected_for_chance() -> None:
    """Hubert and Arabie's index from its definition over pairs of places, in Python's own loops."""
    rng = np.random.default_rng(6)
    for _ in range(20):
        a, b = rng.integers(4, size=(2, 30))
        pairs = list(combinations(range(30), 2))
        in_a, in_b = ({(x, y) for x, y in pairs if of[x] == of[y]} for of in (a, b))
        expected = len(in_a) * len(in_b) / len(pairs)

        index = (len(in_a & in_b) - expected) / ((len(in_a) + len(in_b)) / 2 - expected)

        assert adjusted_rand(a, b) == pytest.approx(index)


def test_the_same_groups_under_other_numbers_agree() -> None:
    assert adjusted_rand(np.array([0, 0, 1, 1, 2]), np.array([5, 5, 0, 0, 3])) == 1
    assert adjusted_rand(np.zeros(5, dtype=np.int64), np.zeros(5, dtype=np.int64)) == 1
