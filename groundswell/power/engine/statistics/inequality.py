"""How unevenly people share what is made: `counts` holds what each made, one number a person, none negative.

Of nobody and of nothing made, these answer None: there is no 0 % and no 100 % of nothing.
"""

from math import ceil
from typing import TypeAlias

import numpy as np

from groundswell.power.engine.results import Lorenz
from groundswell.power.engine.statistics.arrays import Numbers, Whole

Counts: TypeAlias = Whole | Numbers

_MOST_POINTS = 200
# A share that is reached to the last digit is reached: sums of fractions fall short of it by less.
_A_HAIR = 1e-12


def gini(counts: Counts, *, corrected: bool = True) -> float | None:
    """0: all made the same; towards 1: one made everything. None for one person.

    `corrected` multiplies by n / (n - 1), without which a few people never look unequal (Deltas 2003); only
    the uncorrected one is the same for a community and its double.
    """
    made = _ascending(counts)
    n, total = len(made), float(made.sum())
    if n < 2 or not total:  # noqa: PLR2004 - it takes two to be unequal
        return None
    ranks = np.arange(1, n + 1)
    found = max(float(2 * (ranks @ made) / (n * total) - (n + 1) / n), 0.0)
    return min(found * n / (n - 1), 1.0) if corrected else found


def lorenz(counts: Counts, *, steps: int = _MOST_POINTS) -> Lorenz:
    """Cumulative shares, fewest first, from (0, 0) to (1, 1); thinned to so many steps, even in people."""
    made = _ascending(counts)
    if not made.sum():
        return Lorenz((), ())
    places = np.unique(np.linspace(0, len(made), min(len(made), steps) + 1).round().astype(np.intp))
    people, share = _cumulative(made)
    return Lorenz(tuple(people[places].tolist()), tuple(share[places].tolist()))


def top_people(counts: Counts, share: float) -> int:
    """The fewest whole people who are at least this share of all."""
    return ceil(share * len(counts) * (1 - _A_HAIR))


def effective_number(counts: Counts) -> float | None:
    """1 / Σp², as many equal people as would share the work like this (Hill's number of order 2)."""
    made = _ascending(counts)
    squares = float(made @ made)
    return float(made.sum()) ** 2 / squares if squares else None


def absence_factor(counts: Counts, threshold: float = 0.5) -> int | None:
    """The fewest people who made at least `threshold` of everything (CHAOSS; a tie counts as reached)."""
    made = _ascending(counts)[::-1]
    total = float(made.sum())
    if not total:
        return None
    return int(np.searchsorted(np.cumsum(made), threshold * total * (1 - _A_HAIR))) + 1


def _ascending(counts: Counts) -> Numbers:
    """Sorted, so that the order of people changes no bit of a sum."""
    return np.sort(np.asarray(counts, dtype=np.float64))


def _cumulative(made: Numbers) -> tuple[Numbers, Numbers]:
    cumulated = np.concatenate([[0.0], np.cumsum(made)])
    return np.linspace(0, 1, len(cumulated)), cumulated / cumulated[-1]
