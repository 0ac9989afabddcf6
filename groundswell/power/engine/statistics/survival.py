"""Time until something happens, where some are still waiting: Kaplan-Meier curves, their bands and medians.

Times are days in fractions. Who is still waiting is censored: neither left out nor counted as never.
"""

from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np

from groundswell.power.engine.results import Curve, Interval
from groundswell.power.engine.statistics.arrays import Flags, Numbers, Places, Whole
from groundswell.power.engine.statistics.proportions import Z, wilson

MOST_POINTS = 200
METHOD = "log-log"
_HALF = 0.5
# Products of fractions that come to one half exactly may miss it by less.
_A_HAIR = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Survival:
    """S(t), the share to whom it has not happened by day t, in steps at the `days` when it happened.

    By step: `shares` is S from that day on, `lows` and `highs` its 95 % band, `dead` to how many it happened,
    `at_risk` how many were waiting just before. `entries` and `ends` are, each sorted, when people began and
    ceased to be watched.
    """

    days: Numbers
    shares: Numbers
    lows: Numbers
    highs: Numbers
    dead: Whole
    at_risk: Whole
    entries: Numbers
    ends: Numbers

    @property
    def n(self) -> int:
        return len(self.ends)

    @property
    def watched_until(self) -> float:
        """The last day that anybody was watched; S is not known beyond it, unless it is 0."""
        return float(self.ends[-1]) if self.n else 0.0

    def at(self, day: float) -> float:
        """S(day): 1 before the first step, and what it was at last after the last."""
        step = self._step(day)
        return float(self.shares[step]) if step >= 0 else 1.0

    def interval_at(self, day: float) -> Interval:
        """Where it has happened to nobody yet, Wilson's for those who are still watched."""
        step = self._step(day)
        if step >= 0:
            return Interval(float(self.lows[step]), float(self.highs[step]), METHOD)
        waiting = int(self.waiting(np.array([min(day, self.watched_until)]))[0])
        return wilson(waiting, waiting) if waiting else Interval(0, 1, METHOD)

    def median(self) -> tuple[float | None, Interval | None]:
        """The first day by which it has happened to half; None where that is not reached.

        The interval is where the band of S holds one half (Brookmeyer and Crowley 1982). There may be one
        without a median, 'more than so many days'; None where not even that is known.
        """
        middle, low, high = (self._falls(bound) for bound in (self.shares, self.lows, self.highs))
        return middle, None if low is None else Interval(low, high, METHOD)

    def curve(self) -> Curve:
        """From day 0 to the last that was watched, thinned to 200 steps that are even in S."""
        days = [0.0, *self.days[self._drawn()].tolist()]
        if self.watched_until > days[-1]:
            days.append(self.watched_until)
        bands = [self.interval_at(day) for day in days]
        return Curve(
            days=tuple(days),
            values=tuple(self.at(day) for day in days),
            lows=tuple(band.low for band in bands),
            highs=tuple(1.0 if band.high is None else band.high for band in bands),
            at_risk=tuple(self.waiting(np.array(days)).tolist()),
        )

    def waiting(self, days: Numbers) -> Whole:
        """How many were watched just before each day."""
        begun = np.searchsorted(self.entries, days, side="left")
        return (begun - np.searchsorted(self.ends, days, side="left")).astype(np.int64)

    def _step(self, day: float) -> int:
        return int(np.searchsorted(self.days, day, side="right")) - 1

    def _falls(self, bound: Numbers) -> float | None:
        """The first day on which a bound is at most one half."""
        below = np.flatnonzero(bound <= _HALF + _A_HAIR)
        return float(self.days[below[0]]) if len(below) else None

    def _drawn(self) -> Places:
        if len(self.days) <= MOST_POINTS - 2:
            return np.arange(len(self.days))
        levels = np.linspace(self.shares[0], self.shares[-1], MOST_POINTS - 2)
        return np.unique(np.searchsorted(-self.shares, -levels, side="left").clip(0, len(self.days) - 1))


def kaplan_meier(
    durations: Numbers,
    happened: Flags,
    *,
    entered: Numbers | None = None,
) -> Survival:
    """Of one duration each: until it happened, or until nobody watched any more.

    `entered` is from when each was watched (0: from the beginning); an end before that would have hidden it.
    Who entered at or after the end was never watched, and is left out. Of nobody, S is 1, or anything from 0.
    """
    begun = _begun(durations, entered)
    watched = begun < durations
    ends, entries = np.sort(durations[watched]), np.sort(begun[watched])
    days, dead = np.unique(durations[watched & happened], return_counts=True)
    at_risk = np.searchsorted(entries, days) - np.searchsorted(ends, days)
    shares = np.cumprod(1 - dead / at_risk)
    lows, highs = _band(shares, _greenwood(dead, at_risk), at_risk)
    return Survival(days, shares, lows, highs, dead, at_risk, entries, ends)


def log_rank(a: Survival, b: Survival) -> float:
    """The probability of curves at least so different if both were drawn from one (two-sided, 1 degree)."""
    days = np.union1d(a.days, b.days)
    here, all_here = a.waiting(days), a.waiting(days) + b.waiting(days)
    dead_here = _on(days, a)
    dead = dead_here + _on(days, b)
    expected = dead * here / all_here
    varies = all_here > 1
    spread = (expected * (1 - here / all_here))[varies] * ((all_here - dead)[varies] / (all_here - 1)[varies])
    variance = float(spread.sum())
    return erfc(abs(float((dead_here - expected).sum())) / sqrt(2 * variance)) if variance else 1.0


def _begun(durations: Numbers, entered: Numbers | None) -> Numbers:
    """From when each was watched; who was so from the beginning is there for what happens at once."""
    if entered is None:
        return np.full(len(durations), -np.inf)
    return np.where(entered <= 0, -np.inf, entered)


def _greenwood(dead: Whole, at_risk: Whole) -> Numbers:
    """The variance of log S by step; infinite once nobody is left."""
    with np.errstate(divide="ignore"):
        return np.cumsum(dead / (at_risk * (at_risk - dead).astype(np.float64)))


def _band(shares: Numbers, variances: Numbers, at_risk: Whole) -> tuple[Numbers, Numbers]:
    """On the scale of log(-log S). Where S has come to 0, its upper bound stays what it was before."""
    if not len(shares):
        return shares, shares
    inside = (shares > 0) & (shares < 1) & np.isfinite(variances)
    logs = -np.log(shares, where=inside, out=np.full(len(shares), -1.0))
    width = np.exp(Z * np.sqrt(np.where(inside, variances, 0)) / logs)
    lows = np.where(inside, np.exp(-logs * width), 0.0)
    highs = np.where(inside, np.exp(-logs / width), 1.0)
    if shares[-1] == 0:
        highs[-1] = highs[-2] if len(highs) > 1 else wilson(0, int(at_risk[-1])).high
    return lows, highs


def _on(days: Numbers, of: Survival) -> Whole:
    found = np.zeros(len(days), dtype=np.int64)
    found[np.searchsorted(days, of.days)] = of.dead
    return found
