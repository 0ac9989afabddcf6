"""How sure a Gini is: hard to tell, because the few who make most may or may not be in the sample."""

from math import exp, log

import numpy as np

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.arrays import Flags, Numbers
from groundswell.power.engine.statistics.inequality import Counts, gini
from groundswell.power.engine.statistics.jackknife import on_logit_scale

TIMES = 1000
METHOD = "bootstrap-t, logit scale"
# Of more people the jackknife alone is as good, and a thousand samples of them are not needed.
_MANY = 5000
_FARTHEST = 700.0  # beyond which the exponential overflows


def gini_interval(counts: Counts, rng: np.random.Generator, *, times: int = TIMES) -> Interval | None:
    """Of the corrected Gini of those whom these people are a sample of: studentized, on the logit scale.

    Each resampled Gini is measured in its own standard errors, so that samples without the busiest people
    count for as little as they know (Hall 1988). Percentiles and BCa cover far less: docs/coverage.md. None
    of fewer than five people, and where it is 0 or 1 or would be without one of them. Of a window's own
    people and posts the Gini is a census: counted, without an interval.
    """
    made = np.asarray(counts, dtype=np.float64)
    found = gini(made)
    if found is None or len(made) < 5:  # noqa: PLR2004 - resamples of fewer are often all equal
        return None
    without = _ginis(made[None])[1][0]
    if len(made) > _MANY:
        return on_logit_scale(found, without)
    drawn = [_studentized(rng, np.sort(made), found) for _ in range(times // 100)]
    return _interval(found, without, np.concatenate(drawn))


def _interval(found: float, without: Numbers, drawn: Numbers) -> Interval | None:
    inside = (without > 0) & (without < 1)
    if not 0 < found < 1 or not inside.all() or not len(drawn):
        return None
    middle, error = log(found / (1 - found)), float(_errors(without[None])[0])
    sides = (float(np.quantile(drawn, tail)) * error - middle for tail in (0.975, 0.025))
    low, high = (1 / (1 + exp(min(side, _FARTHEST))) for side in sides)
    return Interval(min(low, found), max(high, found), METHOD)


def _studentized(rng: np.random.Generator, made: Numbers, found: float) -> Numbers:
    """A hundred resampled Ginis, as so many of their own standard errors from that of the sample."""
    rows = made[rng.integers(len(made), size=(100, len(made)))]
    ginis, without = _ginis(rows)
    tells: Flags = (ginis > 0) & (ginis < 1) & (without.min(axis=1) > 0) & (without.max(axis=1) < 1)
    if not 0 < found < 1:
        return np.zeros(0)
    errors = _errors(without[tells])
    gaps = np.log(ginis[tells] / (1 - ginis[tells])) - log(found / (1 - found))
    result: Numbers = gaps[errors > 0] / errors[errors > 0]
    return result


def _ginis(rows: Numbers) -> tuple[Numbers, Numbers]:
    """The corrected Gini of each row, and without each of its people; 0 where nothing would be left."""
    made, n = np.sort(rows, axis=1), rows.shape[1]
    ranks, total = np.arange(1, n + 1), made.sum(axis=1, keepdims=True)
    weighted = (made @ ranks)[:, None]
    # Without one, all above it move down a rank.
    fewer = weighted - ranks * made - (total - np.cumsum(made, axis=1))
    left = total - made
    without = np.where(left > 0, _gini(fewer, np.where(left > 0, left, 1), n - 1), 0)
    whole = np.where(total > 0, _gini(weighted, np.where(total > 0, total, 1), n), 0)
    return whole[:, 0], without


def _gini(weighted: Numbers, total: Numbers, n: int) -> Numbers:
    found: Numbers = np.clip((2 * weighted / (n * total) - (n + 1) / n) * n / (n - 1), 0, 1)
    return found


def _errors(without: Numbers) -> Numbers:
    """The jackknife's standard error by row, on the logit scale."""
    logits = np.log(without / (1 - without))
    n = without.shape[1]
    found: Numbers = np.sqrt((n - 1) / n * ((logits - logits.mean(axis=1, keepdims=True)) ** 2).sum(axis=1))
    return found
