"""Shares of a whole, and the difference of two shares, with intervals that hold at small n."""

from math import hypot, sqrt
from statistics import NormalDist

from groundswell.power.engine.results import Interval

# Two-sided, for 95 % confidence.
Z = NormalDist().inv_cdf(0.975)


def wilson(hits: int, n: int) -> Interval:
    """The score interval of a share, `hits` of `n` (Wilson 1927, JASA 22:209); of nothing, from 0 to 1."""
    return Interval(*score(hits / n if n else 0, n), "Wilson")


def score(share: float, n: float) -> tuple[float, float]:
    """Wilson's bounds of a share that is as sure as one of `n` independent trials, whole or not."""
    if n <= 0:
        return 0.0, 1.0
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    # A share of 0 or 1 is a bound of its own; floating point would miss it by a hair.
    return min(max(middle - half, 0.0), share), max(min(middle + half, 1.0), share)


def difference(hits: tuple[int, int], of: tuple[int, int]) -> Interval:
    """Now minus before, each `hits` of `of`, by Newcombe's hybrid score (1998, Stat. Med. 17:873, method 10).

    For two samples without common members. Where one of them is empty: anything from -1 to 1.
    """
    method = "Newcombe"
    if not all(of):
        return Interval(-1, 1, method)
    now, before = (wilson(*each) for each in zip(hits, of, strict=True))
    is_now, was = hits[0] / of[0], hits[1] / of[1]
    low, high = apart(now, before, (is_now, was))
    return Interval(low, high, method)


def apart(now: Interval, before: Interval, estimates: tuple[float, float]) -> tuple[float, float]:
    """The bounds of a difference of two independent estimates from their own (Zou and Donner's MOVER).

    Both intervals need an upper bound.
    """
    if now.high is None or before.high is None:
        raise ValueError("A difference needs intervals that end.")
    is_now, was = estimates
    gap = is_now - was
    return gap - hypot(is_now - now.low, before.high - was), gap + hypot(now.high - is_now, was - before.low)
