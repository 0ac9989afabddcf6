"""Time until the first of several things happens: an answer, or closing, which makes an answer impossible."""

from dataclasses import dataclass

import numpy as np

from groundswell.power.engine.results import Curve, Interval
from groundswell.power.engine.statistics.arrays import Numbers, Whole
from groundswell.power.engine.statistics.proportions import score, wilson
from groundswell.power.engine.statistics.survival import A_HAIR, METHOD, Survival, kaplan_meier, log_log_band

STILL_WAITING = 0


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """The share to whom it has happened by day t, of all; who met another end never will.

    `any_end` is the survival until whatever ends the waiting; the arrays are by its steps.
    """

    any_end: Survival
    shares: Numbers
    lows: Numbers
    highs: Numbers

    @property
    def n(self) -> int:
        return self.any_end.n

    def at(self, day: float) -> float:
        step = self.any_end.step(day)
        return float(self.shares[step]) if step >= 0 else 0.0

    def interval_at(self, day: float) -> Interval:
        """Where it has happened to nobody yet, Wilson's for those who were watched that long."""
        step = self.any_end.step(day)
        if step >= 0 and self.shares[step] > 0:
            return Interval(float(self.lows[step]), float(self.highs[step]), METHOD)
        waiting = self.any_end.waiting(np.array([min(day, self.any_end.watched_until)]))
        return wilson(0, int(waiting[0]))

    def curve(self) -> Curve:
        """From day 0 to the last that was watched, thinned to 200 steps."""
        return self.any_end.drawn(self.at, self.interval_at)


def aalen_johansen(durations: Numbers, cause: Whole, *, of: int = 1) -> Incidence:
    """The incidence of the cause `of`; 0 is who was still waiting at the end, others are other ends."""
    any_end = kaplan_meier(durations, cause != STILL_WAITING)
    dead = np.zeros(len(any_end.days), dtype=np.int64)
    np.add.at(dead, np.searchsorted(any_end.days, durations[cause == of]), 1)
    before = np.concatenate([[1.0], any_end.shares[:-1]])
    shares = np.cumsum(before * dead / any_end.at_risk)
    lows, highs = log_log_band(shares, _variances(any_end, shares, dead) / np.maximum(shares, A_HAIR) ** 2)
    # A share of 1 keeps the lower bound that it had before.
    full = shares >= 1 - A_HAIR
    shares[full] = 1.0
    lows[full] = lows[~full][-1] if not full.all() else score(1, any_end.n)[0]
    return Incidence(any_end, shares, lows, highs)


def _variances(any_end: Survival, shares: Numbers, dead: Whole) -> Numbers:
    """Of the incidence by step, by the delta method (Marubini and Valsecchi 1995)."""
    n, left = any_end.at_risk.astype(np.float64), (any_end.at_risk - any_end.dead).astype(np.float64)
    # When nobody is left no later step follows, and its part is multiplied by 0.
    greenwood = np.where(left > 0, any_end.dead / (n * np.maximum(left, 1)), 0)
    before = np.concatenate([[1.0], any_end.shares[:-1]])
    own = np.cumsum(before**2 * dead * (n - dead) / n**3)
    crossed = before * dead / n**2
    # Σ (F(t) - F_j)² g_j and Σ (F(t) - F_j) c_j, with the squares multiplied out so that each is one pass.
    squares = shares**2 * np.cumsum(greenwood) - 2 * shares * np.cumsum(shares * greenwood)
    squares += np.cumsum(shares**2 * greenwood)
    crosses = shares * np.cumsum(crossed) - np.cumsum(shares * crossed)
    found: Numbers = np.maximum(squares + own - 2 * crosses, 0)
    return found
