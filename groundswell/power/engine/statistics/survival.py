"""Time until something happens, where some are still waiting: Kaplan-Meier curves, their bands and medians.

Times are days in fractions. Who is still waiting is censored: neither left out nor counted as never.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from groundswell.power.engine.results import ROUND_DAYS, Curve, Interval
from groundswell.power.engine.statistics.arrays import Flags, Numbers, Places, Whole
from groundswell.power.engine.statistics.clusters import Watched, robust_variances
from groundswell.power.engine.statistics.proportions import Z, score, wilson

MOST_POINTS = 200
_STEPS = MOST_POINTS - len(ROUND_DAYS) - 1
METHOD = "log-log"
_HALF = 0.5
# Products of fractions that come to one half exactly may miss it by less.
A_HAIR = 1e-12


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
        step = self.step(day)
        return float(self.shares[step]) if step >= 0 else 1.0

    def interval_at(self, day: float) -> Interval:
        """Where it has happened to nobody yet, Wilson's for those who are still watched."""
        step = self.step(day)
        if step >= 0:
            return Interval(float(self.lows[step]), float(self.highs[step]), METHOD)
        waiting = int(self.waiting(np.array([min(day, self.watched_until)]))[0])
        return wilson(waiting, waiting) if waiting else Interval(0, 1, METHOD)

    def happened_by(self, day: float) -> tuple[float, Interval]:
        """The share to whom it has happened by then, 1 - S(day), and how sure that is."""
        band = self.interval_at(day)
        return 1 - self.at(day), Interval(
            1 - (1.0 if band.high is None else band.high), 1 - band.low, band.method
        )

    def median(self) -> tuple[float | None, Interval | None]:
        """The first day by which it has happened to half; None where that is not reached.

        The interval is where the band of S holds one half (Brookmeyer and Crowley 1982). There may be one
        without a median, 'more than so many days'; None where not even that is known.
        """
        middle, low, high = (self._falls(bound) for bound in (self.shares, self.lows, self.highs))
        return middle, None if low is None else Interval(low, high, METHOD)

    def curve(self) -> Curve:
        """From day 0 to the last that was watched: at most 200 days, even in S but for those charts mark."""
        return self.drawn(self.at, self.interval_at)

    def drawn(self, value: Callable[[float], float], band: Callable[[float], Interval]) -> Curve:
        """A curve with these steps, of a value and a band by day."""
        last = max(self.watched_until, 0.0)
        marked = (float(day) for day in ROUND_DAYS if day < last)
        days = sorted({0.0, last, *marked, *self.days[self._chosen()].tolist()})
        bands = [band(day) for day in days]
        return Curve(
            days=tuple(days),
            values=tuple(value(day) for day in days),
            lows=tuple(band.low for band in bands),
            highs=tuple(1.0 if band.high is None else band.high for band in bands),
            at_risk=tuple(self.waiting(np.array(days)).tolist()),
        )

    def waiting(self, days: Numbers) -> Whole:
        """How many were watched just before each day."""
        begun = np.searchsorted(self.entries, days, side="left")
        return (begun - np.searchsorted(self.ends, days, side="left")).astype(np.int64)

    def step(self, day: float) -> int:
        return int(np.searchsorted(self.days, day, side="right")) - 1

    def _falls(self, bound: Numbers) -> float | None:
        """The first day on which a bound is at most one half."""
        below = np.flatnonzero(bound <= _HALF + A_HAIR)
        return float(self.days[below[0]]) if len(below) else None

    def _chosen(self) -> Places:
        if len(self.days) <= _STEPS:
            return np.arange(len(self.days))
        levels = np.linspace(self.shares[0], self.shares[-1], _STEPS)
        return np.unique(np.searchsorted(-self.shares, -levels, side="left").clip(0, len(self.days) - 1))


def kaplan_meier(
    durations: Numbers,
    happened: Flags,
    *,
    entered: Numbers | None = None,
    clusters: Whole | None = None,
) -> Survival:
    """Of one duration each: until it happened, or until nobody watched any more.

    `entered` is from when each was watched (0: from the beginning); an end before that would have hidden it.
    Who entered at or after the end was never watched, and is left out. Of nobody, S is 1, or anything from 0.
    `clusters` are the people to whom the observations belong: the band is then at least as wide as what each
    person adds as a whole.
    """
    begun = _begun(durations, entered)
    watched = begun < durations
    ends, entries = np.sort(durations[watched]), np.sort(begun[watched])
    days, dead = np.unique(durations[watched & happened], return_counts=True)
    at_risk = np.searchsorted(entries, days) - np.searchsorted(ends, days)
    shares = np.cumprod(1 - dead / at_risk)
    steps = greenwood(dead, at_risk)
    variances = np.cumsum(steps)
    if clusters is not None:
        observed = Watched(begun[watched], durations[watched], happened[watched], clusters[watched])
        variances = np.maximum(variances, robust_variances(observed, days, at_risk - dead, steps=steps))
    lows, highs = log_log_band(shares, variances)
    # Where S has come to 0 its upper bound stays what it was before.
    gone = shares == 0
    highs[gone] = score(0, at_risk.max(initial=0))[1] if gone.all() else highs[~gone][-1]
    return Survival(days, shares, lows, highs, dead, at_risk, entries, ends)


def _begun(durations: Numbers, entered: Numbers | None) -> Numbers:
    """From when each was watched; who was so from the beginning is there for what happens at once."""
    if entered is None:
        return np.full(len(durations), -np.inf)
    return np.where(entered <= 0, -np.inf, entered)


def greenwood(dead: Whole, at_risk: Whole) -> Numbers:
    """What each step adds to the variance of log S: infinite when nobody is left."""
    left = at_risk - dead
    found: Numbers = dead / (at_risk * np.where(left > 0, left, np.nan))
    return np.where(left > 0, found, np.inf)


def log_log_band(shares: Numbers, variances: Numbers) -> tuple[Numbers, Numbers]:
    """Of shares whose logarithms vary so, on the scale of log(-log); from 0 to 1 where they are 0 or 1."""
    inside = (shares > 0) & (shares < 1 - A_HAIR) & np.isfinite(variances)
    logs = -np.log(np.where(inside, shares, _HALF))
    width = np.exp(Z * np.sqrt(np.where(inside, variances, 0)) / logs)
    return np.where(inside, np.exp(-logs * width), 0.0), np.where(inside, np.exp(-logs / width), 1.0)
