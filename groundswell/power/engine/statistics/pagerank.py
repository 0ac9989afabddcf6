"""Where attention comes to rest when it is passed on along arcs."""

import numpy as np

from groundswell.power.engine.statistics.arrays import Numbers
from groundswell.power.engine.statistics.networks import Network

DAMPING = 0.85
_TOLERANCE = 1e-10


def pagerank(network: Network) -> Numbers:
    """By place, in all 1 (Brin and Page 1998): a weighted arc is followed with 0.85, else any place is next.

    From a place without arcs any place is next. It ends when a step moves less than 1e-10 in all.
    """
    size = network.size
    if not size:
        return np.zeros(0)
    out = np.bincount(network.tails, network.weights, size)
    shares = network.weights / out[network.tails]
    ranks: Numbers = np.ones(size) / size
    while True:
        resting = float(ranks[out == 0].sum())
        passed = np.bincount(network.heads, ranks[network.tails] * shares, size)
        moved = np.asarray(DAMPING * (passed + resting / size) + (1 - DAMPING) / size, dtype=np.float64)
        gap = float(np.abs(moved - ranks).sum())
        ranks = moved
        if gap < _TOLERANCE:
            return ranks
