"""Networks: arcs between places, and what they say without looking beyond the next place."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from groundswell.power.engine.statistics.arrays import Whole


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Arcs between places from 0 to `size`: each once, by tail and then head, none from a place to itself.

    `weights` is how often each came. Of an undirected network each tail is the lower place.
    """

    size: int
    tails: Whole
    heads: Whole
    weights: Whole

    def __len__(self) -> int:
        return len(self.tails)

    @classmethod
    def of(cls, tails: Whole, heads: Whole, size: int) -> Self:
        """From arcs in any order, any number of times; those from a place to itself are left out."""
        between = tails != heads
        keys, weights = np.unique(tails[between] * size + heads[between], return_counts=True)
        return cls(size, *_ends(keys, size), weights.astype(np.int64))

    def undirected(self) -> Self:
        """One tie for the arcs both ways; it weighs what both did."""
        low, high = np.minimum(self.tails, self.heads), np.maximum(self.tails, self.heads)
        keys, places = np.unique(low * self.size + high, return_inverse=True)
        weights = np.bincount(places, self.weights, len(keys)).astype(np.int64)
        return type(self)(self.size, *_ends(keys, self.size), weights)

    def keys(self) -> Whole:
        """A number for each arc, ascending."""
        return self.tails * self.size + self.heads

    def neighbours(self) -> Whole:
        """By place: with how many others it has an arc, in whichever direction."""
        ties = self.undirected()
        return np.bincount(ties.tails, minlength=self.size) + np.bincount(ties.heads, minlength=self.size)

    def tied(self) -> Self:
        """Without the places that have no arc; the others keep their order."""
        has_arc = self.neighbours() > 0
        place = np.cumsum(has_arc, dtype=np.int64) - 1
        return type(self)(int(has_arc.sum()), place[self.tails], place[self.heads], self.weights)

    def reciprocated(self) -> int:
        """How many arcs have one back."""
        return returned(self.tails, self.heads, self.size)


def returned(tails: Whole, heads: Whole, size: int) -> int:
    """How many of these arcs, each there once, have one back."""
    keys = np.sort(tails * size + heads)
    back = np.sort(heads * size + tails)
    if not len(keys):
        return 0
    found = keys[np.minimum(np.searchsorted(keys, back), len(keys) - 1)] == back
    return int(found.sum())


def _ends(keys: Whole, size: int) -> tuple[Whole, Whole]:
    tails, heads = np.divmod(keys, max(size, 1))
    return tails, heads
