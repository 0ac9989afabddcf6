"""Each agrees with networkx on networks drawn by lot."""

import networkx as nx
import numpy as np
import pytest

from groundswell.power.engine.statistics.arrays import Whole
from groundswell.power.engine.statistics.networks import Network

pytestmark = pytest.mark.once
SEEDS = range(4)


def drawn(seed: int, size: int = 60, arcs: int = 300) -> tuple[Whole, Whole]:
    """Arcs with repetitions and loops, some places much likelier than others."""
    rng = np.random.default_rng(seed)
    tails, heads = (rng.random((2, arcs)) ** 2 * size).astype(np.int64)
    return tails, heads


def oracle(tails: Whole, heads: Whole, size: int = 60) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    for tail, head in zip(tails.tolist(), heads.tolist(), strict=True):
        if tail != head:
            graph.add_edge(tail, head, weight=graph.get_edge_data(tail, head, {"weight": 0})["weight"] + 1)
    return graph


@pytest.mark.parametrize("seed", SEEDS)
def test_arcs_neighbours_and_reciprocity_are_those_of_networkx(seed: int) -> None:
    tails, heads = drawn(seed)
    network, graph = Network.of(tails, heads, 60), oracle(tails, heads)
    undirected = graph.to_undirected()

    ours = zip(network.tails.tolist(), network.heads.tolist(), network.weights.tolist(), strict=True)

    assert list(ours) == sorted(graph.edges.data("weight"))
    assert network.neighbours().tolist() == [undirected.degree(place) for place in range(60)]
    assert network.reciprocated() / len(network) == pytest.approx(nx.overall_reciprocity(graph))


def test_a_tie_weighs_what_both_did() -> None:
    network = Network.of(np.array([2, 0, 2, 1]), np.array([0, 2, 0, 1]), 3)

    ties = network.undirected()

    assert (ties.tails.tolist(), ties.heads.tolist(), ties.weights.tolist()) == ([0], [2], [3])


def test_places_without_arcs_can_be_left_out() -> None:
    tied = Network.of(np.array([4, 1, 4]), np.array([1, 4, 1]), 6).tied()

    assert (tied.size, tied.tails.tolist(), tied.heads.tolist(), tied.weights.tolist()) == (
        2, [0, 1], [1, 0], [1, 2],
    )  # fmt: skip


def test_nothing_is_a_network_without_arcs() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    network = Network.of(nothing, nothing, 0)

    assert (len(network), len(network.undirected()), network.reciprocated()) == (0, 0, 0)
    assert network.neighbours().tolist() == []
