"""Each agrees with networkx."""

import networkx as nx
import numpy as np
import pytest

from groundswell.power.engine.statistics import graphs
from groundswell.power.engine.statistics.networks import Network
from groundswell.power.engine.statistics.tests.test_networks import SEEDS, drawn, oracle

pytestmark = pytest.mark.once


@pytest.mark.parametrize("arcs", [40, 90, 400])
@pytest.mark.parametrize("seed", SEEDS)
def test_components_cores_cut_places_and_triangles_are_those_of_networkx(seed: int, arcs: int) -> None:
    tails, heads = drawn(seed, arcs=arcs)
    network, directed = Network.of(tails, heads, 60), oracle(tails, heads)
    ties, undirected = network.undirected(), directed.to_undirected()

    depths = nx.core_number(undirected)

    assert graphs.largest_components(network) == (
        max(map(len, nx.weakly_connected_components(directed))),
        max(map(len, nx.strongly_connected_components(directed))),
    )
    assert graphs.cores(ties).tolist() == [depths[place] for place in range(60)]
    assert graphs.cut_places(ties).tolist() == sorted(nx.articulation_points(undirected))
    assert graphs.transitivity(ties) == pytest.approx(nx.transitivity(undirected))


def test_nothing_has_no_components_and_no_triangles() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    network = Network.of(nothing, nothing, 0)

    assert graphs.largest_components(network) == (0, 0)
    assert graphs.cores(network).tolist() == []
    assert graphs.cut_places(network).tolist() == []
    assert graphs.transitivity(network) is None
