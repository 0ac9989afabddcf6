"""By lot, and all networks with as many arcs out and in are equally likely."""

from collections import Counter
from itertools import permutations

import numpy as np
import pytest

from groundswell.power.engine.statistics.networks import Network
from groundswell.power.engine.statistics.rewiring import exchanged, reciprocity_by_chance

pytestmark = pytest.mark.once


def drawn(size: int, arcs: int) -> Network:
    tails, heads = (np.random.default_rng(3).random((2, arcs)) ** 2 * size).astype(np.int64)
    return Network.of(tails, heads, size)


def test_everybody_keeps_as_many_arcs_and_none_is_there_twice_or_a_loop() -> None:
    network = drawn(50, 600)
    rng = np.random.default_rng(1)
    heads = network.heads
    for _ in range(30):
        heads = exchanged(network.tails, heads, size=50, rng=rng)

    again = Network.of(network.tails, heads, 50)

    assert len(again) == len(network)
    assert np.bincount(heads, minlength=50).tolist() == np.bincount(network.heads, minlength=50).tolist()
    assert (heads != network.heads).mean() > 0.3


@pytest.mark.slow
def test_every_network_with_these_degrees_is_as_likely() -> None:
    """One arc out of and into each of five: as many networks as derangements of five, which are 44."""
    places, rng, times = np.arange(5), np.random.default_rng(11), 40_000
    there = {each for each in permutations(range(5)) if all(a != b for a, b in enumerate(each))}
    heads, seen = (places + 1) % 5, Counter[tuple[int, ...]]()
    for _ in range(times):
        heads = exchanged(places, heads, size=5, rng=rng)
        seen[tuple(heads.tolist())] += 1

    expected = times / len(there)
    distance = sum((seen[each] - expected) ** 2 / expected for each in there)

    assert len(there) == 44
    assert set(seen) == there
    assert distance < 5 * len(there)


def test_chance_returns_as_many_arcs_as_the_lot_makes_likely() -> None:
    """Among 200 places drawn evenly an arc has one back as often as any two are tied."""
    rng = np.random.default_rng(5)
    network = Network.of(rng.integers(200, size=2000), rng.integers(200, size=2000), 200)

    chance = reciprocity_by_chance(network, rng, draws=50)

    assert chance.mean() == pytest.approx(len(network) / (200 * 199), rel=0.1)


def test_the_same_seed_draws_the_same() -> None:
    network = drawn(50, 600)

    one, two = (reciprocity_by_chance(network, np.random.default_rng(9), draws=5) for _ in range(2))

    assert one.tolist() == two.tolist()
