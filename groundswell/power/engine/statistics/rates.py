"""Whether something happens less often than it did."""

from math import exp, lgamma, log, sqrt
from statistics import NormalDist

# Beyond so many a normal says the same to three digits, at once.
_MANY = 10_000


def at_most(now: int, all_of: int, share: float) -> float:
    """The chance that no more than `now` of so many fall into the last `share` of the time (binomial, exact).

    Of two Poisson counts with one rate, the later is such a share of both (Przyborowski and Wilenski 1940).
    """
    if not 0 < share < 1:
        raise ValueError(f"A share of the time lies between 0 and 1, unlike {share}.")
    if all_of > _MANY:
        return NormalDist().cdf((now + 0.5 - all_of * share) / sqrt(all_of * share * (1 - share)))
    ways = (
        lgamma(all_of + 1) - lgamma(hits + 1) - lgamma(all_of - hits + 1)
        + hits * log(share) + (all_of - hits) * log(1 - share)
        for hits in range(now + 1)
    )  # fmt: skip
    return min(sum(exp(way) for way in ways), 1.0)
