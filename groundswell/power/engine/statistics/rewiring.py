"""Chance as a measure for networks: the same places with as many arcs out and in each, tied by lot."""

from collections.abc import Iterator

import numpy as np

from groundswell.power.engine.statistics.arrays import Flags, Numbers, Whole
from groundswell.power.engine.statistics.networks import Network, returned

# Rounds before the first network is drawn, and from one to the next; a round offers each arc one exchange.
_FIRST = 10
_BETWEEN = 1


def reciprocity_by_chance(network: Network, rng: np.random.Generator, *, draws: int) -> Numbers:
    """The share of arcs that have one back in each of `draws` rewired networks."""
    drawn = _rewired(network, rng)
    return np.array([returned(network.tails, next(drawn), network.size) for _ in range(draws)]) / len(network)


def _rewired(network: Network, rng: np.random.Generator) -> Iterator[Whole]:
    """The heads, of the same tails, of one network after another; none has a loop or an arc twice."""
    heads = network.heads
    rounds = _FIRST
    while True:
        for _ in range(rounds):
            heads = exchanged(network.tails, heads, size=network.size, rng=rng)
        yield heads
        rounds = _BETWEEN


def exchanged(tails: Whole, heads: Whole, *, size: int, rng: np.random.Generator) -> Whole:
    """Arcs a→b and c→d, paired by lot, become a→d and c→b, all pairs at once.

    A pair stays as it is if that made a loop, or if anything it has or would have is also had or wanted by
    another. So the way back is as likely as the way there, and all networks are equally likely in the end
    (the switching of Rao, Jana and Bandyopadhyay, 1996, many at a time).
    """
    half = len(tails) // 2
    order = rng.permutation(len(tails))
    one, other = order[:half], order[half : 2 * half]
    wanted = heads.copy()
    wanted[one], wanted[other] = heads[other], heads[one]
    is_barred = _contended(tails * size + heads, tails * size + wanted) | (tails == wanted)
    stays = is_barred[one] | is_barred[other]
    found = heads.copy()
    moves, partners = one[~stays], other[~stays]
    found[moves], found[partners] = heads[partners], heads[moves]
    return found


def _contended(had: Whole, wanted: Whole) -> Flags:
    """By arc: whether what it is or would be is there, or wanted, more than once."""
    keys = np.sort(np.concatenate([had, wanted]))
    twice = np.unique(keys[1:][keys[1:] == keys[:-1]])
    return _among(had, twice) | _among(wanted, twice)


def _among(keys: Whole, few: Whole) -> Flags:
    if not len(few):
        return np.zeros(len(keys), dtype=bool)
    found: Flags = few[np.minimum(np.searchsorted(few, keys), len(few) - 1)] == keys
    return found
