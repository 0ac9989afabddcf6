"""It agrees with networkx, and with what can be reckoned by hand."""

import networkx as nx
import numpy as np
import pytest

from groundswell.power.engine.statistics.networks import Network
from groundswell.power.engine.statistics.pagerank import pagerank
from groundswell.power.engine.statistics.tests.test_networks import SEEDS, drawn, oracle

pytestmark = pytest.mark.once


@pytest.mark.parametrize("seed", SEEDS)
def test_weights_and_places_without_arcs_are_taken_as_networkx_takes_them(seed: int) -> None:
    tails, heads = drawn(seed, arcs=90)
    found = pagerank(Network.of(tails, heads, 60))

    theirs = nx.pagerank(oracle(tails, heads), alpha=0.85, tol=1e-14, max_iter=1000, weight="weight")

    assert found.tolist() == pytest.approx([theirs[place] for place in range(60)], abs=1e-9)


def test_of_two_the_one_that_is_told_of_has_more() -> None:
    """x = 0.15 / 2 + 0.85 y / 2 and x + y = 1: x = 0.5 / 1.425."""
    found = pagerank(Network.of(np.array([0]), np.array([1]), 2))

    assert found.tolist() == pytest.approx([0.5 / 1.425, 0.925 / 1.425], abs=1e-9)


def test_nobody_has_no_rank() -> None:
    nothing = np.zeros(0, dtype=np.int64)

    assert pagerank(Network.of(nothing, nothing, 0)).tolist() == []
