"""Statistics of rows that count more than once or not at all, for many such weightings together.

Each takes values by row and weights, a line a weighting and a column a row; and answers a number a
weighting, NaN where there is none. So a thousand samples drawn again cost a few passes over arrays.
"""

import numpy as np

from groundswell.power.engine.statistics.arrays import Flags, Numbers

_HALF = 0.5
_A_HAIR = 1e-9


def share(hits: Numbers, weights: Numbers) -> Numbers:
    """Of all weight, that of the hits (1 or 0); so also the mean of any values."""
    whole = weights.sum(axis=1)
    return _over(weights @ hits, whole)


def median(values: Numbers, weights: Numbers) -> Numbers:
    """The middle value, or half way between the two in the middle, each counted as often as it weighs."""
    if not len(values):
        return np.full(len(weights), np.nan)
    order = np.argsort(values, kind="stable")
    ordered, cumulated = values[order], np.cumsum(weights[:, order], axis=1)
    half = cumulated[:, -1:] * _HALF
    # The first that reaches half, and the first that passes it.
    low = ordered[np.minimum((cumulated < half - _A_HAIR).sum(axis=1), len(values) - 1)]
    high = ordered[np.minimum((cumulated <= half + _A_HAIR).sum(axis=1), len(values) - 1)]
    found: Numbers = np.where(cumulated[:, -1] > 0, (low + high) / 2, np.nan)
    return found


def effective_sharers(made: Numbers, weights: Numbers) -> Numbers:
    """1 / the chance that two pieces of work are one person's, where each piece is an occasion of its own.

    Somebody who weighs two is two people.
    """
    everything = weights @ made
    return _over(everything**2 - everything, weights @ (made**2 - made))


def happened_by(day: float, durations: Numbers, happened: Flags, *, weights: Numbers) -> Numbers:
    """1 - S(day) by Kaplan and Meier."""
    order = np.lexsort((~happened, durations))
    ordered, is_event = durations[order], happened[order] & (durations[order] <= day)
    until = int(np.searchsorted(ordered, day, side="right"))
    weighed = weights[:, order]
    at_risk = weighed.sum(axis=1, keepdims=True) - np.cumsum(weighed[:, :until], axis=1) + weighed[:, :until]
    # Among those to whom it happened at one time, going one by one comes to the same product.
    gone = np.where(is_event[:until] & (at_risk > 0), weighed[:, :until] / np.maximum(at_risk, _A_HAIR), 0)
    found: Numbers = np.where(weights.sum(axis=1) > 0, 1 - np.prod(1 - gone, axis=1), np.nan)
    return found


def _over(above: Numbers, below: Numbers) -> Numbers:
    found: Numbers = np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0)
    return found
