"""A made-up community of which every truth is known by a formula, to be drawn from again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Whole: TypeAlias = NDArray[np.int64]
Chance: TypeAlias = np.random.Generator

_NORMAL = NormalDist()
FOLLOWED = 28.0
STAY = 120.0
CLOSED_AFTER = 10.0


@dataclass(frozen=True, slots=True)
class Answers:
    """A mixture: (share, median in days, spread of the logarithm); the rest of the topics is never answered.

    `own` is how much one asker's topics have in common: the spread of the logarithm of their speed.
    """

    parts: tuple[tuple[float, float, float], ...]
    own: float = 0.0

    def waiting(self, day: float) -> float:
        """The share of topics without an answer after so many days."""
        return 1 - sum(
            share * _NORMAL.cdf(log(day / middle) / sqrt(spread**2 + self.own**2))
            for share, middle, spread in self.parts
        )

    def median(self) -> float:
        low, high = 1e-6, 1e6
        for _ in range(200):
            middle = sqrt(low * high)
            low, high = (middle, high) if self.waiting(middle) > 1 / 2 else (low, middle)
        return low

    def draw(self, chance: Chance, n: int) -> tuple[Numbers, Flags, Whole]:
        """How long was waited, whether for an answer, and who asked; topics were opened over 28 days."""
        people = np.repeat(np.arange(n), chance.geometric(0.4, n))[:n]
        speed = np.exp(self.own * chance.standard_normal(n))[people]
        kind = np.searchsorted(np.cumsum([share for share, *_ in self.parts]), chance.random(n), side="right")
        middles = np.array([middle for _, middle, _ in self.parts] + [np.inf])[kind]
        spreads = np.array([spread for *_, spread in self.parts] + [0.0])[kind]
        until = middles * speed * np.exp(spreads * chance.standard_normal(n))
        followed = chance.uniform(0, FOLLOWED, n)
        return np.minimum(until, followed), until <= followed, people

    def before_closing(self, day: float) -> float:
        """The share answered by then where topics are also closed, at random, after ten days on average."""
        ends = np.linspace(0, day, 20_001)
        shares = np.array([1.0, *(self.waiting(float(each)) for each in ends[1:])])
        middles = (ends[1:] + ends[:-1]) / 2
        return float((-np.diff(shares) * np.exp(-middles / CLOSED_AFTER)).sum())


QUICK = Answers(((0.7, 2 / 24, 1.2), (0.2, 1.0, 1.0)))
SLOW = Answers(((0.5, 3 / 24, 1.2), (0.25, 3.0, 1.0)))
BY_ASKER = Answers(SLOW.parts, own=1.5)


def stayed(chance: Chance, n: int) -> tuple[Numbers, Flags]:
    """Members who joined over a year and leave at a constant hazard, after 120 days on average."""
    until, watched = chance.exponential(STAY, n), chance.uniform(0, 365, n)
    return np.minimum(until, watched), until <= watched


def still_there(day: float) -> float:
    return exp(-day / STAY)


def propensities(people: int) -> Numbers:
    """How likely each of these people is the one who answers: the quantiles of a heavy tail, largest last."""
    weights = np.array([exp(1.3 * _NORMAL.inv_cdf((place + 0.5) / people)) for place in range(people)])
    found: Numbers = weights / weights.sum()
    return found


def answered(chance: Chance, topics: int, likely: Numbers) -> tuple[Whole, Whole]:
    """Who answered, and where: a topic has at least one answer, and two and a half on average."""
    topic = np.repeat(np.arange(topics), 1 + chance.poisson(1.5, topics))
    return chance.choice(len(likely), size=len(topic), p=likely), topic


def partners(chance: Chance, n: int) -> Whole:
    """With how many others each exchanged replies: a long tail of whole numbers."""
    return chance.geometric(1 / (1 + chance.gamma(1.5, 3.0, n)))


PERIODS_LEFT = 1 - exp(-28 / STAY)


def returns(chance: Chance, people: int, periods: int) -> Flags:
    """Who acted in which of so many periods of 28 days: each as busy as they are, until they leave."""
    rate = chance.lognormal(0, 1, people)
    stays = chance.geometric(PERIODS_LEFT, people)
    acts = chance.random((people, periods)) < (1 - np.exp(-rate))[:, None]
    return acts & (np.arange(periods) < stays[:, None])


def of_many(statistic: Callable[[Whole], float], draw: Callable[[Chance, int], Whole]) -> float:
    """What has no formula, of four million people: true to the third digit."""
    return statistic(draw(np.random.default_rng(2026), 4_000_000))


def retained() -> float:
    """The share of those who acted in one period who act in the next."""
    rates = np.exp([_NORMAL.inv_cdf((place + 0.5) / 20_000) for place in range(20_000)])
    acts = 1 - np.exp(-rates)
    return float((acts**2).sum() / acts.sum()) * (1 - PERIODS_LEFT)
