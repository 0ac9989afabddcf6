"""What takes a walk through a whole network, by igraph: components, cores, cut places, triangles."""

import igraph
import numpy as np

from groundswell.power.engine.statistics.arrays import Places, Whole
from groundswell.power.engine.statistics.networks import Network


def graph(network: Network, *, directed: bool) -> igraph.Graph:
    """The same places and arcs; undirected from ties."""
    ends = np.column_stack([network.tails, network.heads])
    return igraph.Graph(network.size, edges=ends.data, directed=directed)


def largest_components(network: Network) -> tuple[int, int]:
    """How many places hang together along arcs in any direction, and so that all reach all along arcs."""
    if not network.size:
        return 0, 0
    arcs = graph(network, directed=True)
    weak, strong = (max(arcs.connected_components(mode=mode).sizes()) for mode in ("weak", "strong"))
    return weak, strong


def cores(ties: Network) -> Whole:
    """By place: the largest k for which it is among places that each have k ties to one another."""
    return np.array(graph(ties, directed=False).coreness(), dtype=np.int64)


def cut_places(ties: Network) -> Places:
    """Those without which others would no longer hang together (articulation points)."""
    return np.array(sorted(graph(ties, directed=False).articulation_points()), dtype=np.intp)


def transitivity(ties: Network) -> float | None:
    """Three times the triangles by the pairs of ties that share a place; None where there is no such pair."""
    found = float(graph(ties, directed=False).transitivity_undirected(mode="nan"))
    return None if np.isnan(found) else found
