"""Published scales of surveys: how single answers become a score, and how sure many scores are."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.proportions import Z

_ITEMS, _LEAST_ITEMS = 8, 6
_LOWEST, _HIGHEST = 1, 5
_SUBSCALES = ("needs", "membership", "influence", "connection")
_PROMOTERS, _DETRACTORS = range(9, 11), range(7)
_ANSWERS = 11


@dataclass(frozen=True, slots=True)
class SenseOfCommunity:
    """One person's scores from 1 to 5: of all items that were answered, and of the four subscales."""

    score: float
    needs: float
    membership: float
    influence: float
    connection: float


def sense_of_community(answers: Sequence[int | None]) -> SenseOfCommunity | None:
    """The Brief Sense of Community Scale (Peterson, Speer and McMillan 2008, J. Community Psychol. 36:61).

    Eight answers from 1 to 5 in the scale's order, None where one was left out. A score needs six of them,
    and one in each subscale; otherwise there is none. ValueError for other answers.
    """
    if len(answers) != _ITEMS or any(
        each is not None and not _LOWEST <= each <= _HIGHEST for each in answers
    ):
        raise ValueError("The scale has eight answers from 1 to 5.")
    pairs = [
        [each for each in answers[place : place + 2] if each is not None] for place in range(0, _ITEMS, 2)
    ]
    given = [each for pair in pairs for each in pair]
    if len(given) < _LEAST_ITEMS or not all(pairs):
        return None
    scores = {name: sum(pair) / len(pair) for name, pair in zip(_SUBSCALES, pairs, strict=True)}
    return SenseOfCommunity(sum(given) / len(given), **scores)


def net_promoters(counts: Sequence[int]) -> tuple[float, Interval] | None:
    """Promoters (9, 10) less detractors (0 to 6) of 100 who answered; None of nobody.

    `counts` are how many gave each answer from 0 to 10. The interval is Wald's, adjusted by one imagined
    answer of each of the three kinds, with which it holds the truth at small n (compare Rocks 2016, arXiv
    1601.07235).
    """
    if len(counts) != _ANSWERS or min(counts) < 0:
        raise ValueError("There are eleven answers, from 0 to 10, each given by somebody or nobody.")
    n = sum(counts)
    if not n:
        return None
    promoters, detractors = (sum(counts[place] for place in kind) for kind in (_PROMOTERS, _DETRACTORS))
    middle, spread = _net(promoters + 1, detractors + 1, n + 3)
    low, high = (max(-1.0, middle - Z * spread), min(1.0, middle + Z * spread))
    value, _spread = _net(promoters, detractors, n)
    return 100 * value, Interval(100 * low, 100 * high, "adjusted Wald")


def standard_error(counts: Sequence[int]) -> float:
    """Of `net_promoters`, in points, without adjustment: sqrt((p + d - (p - d)²) / n)."""
    promoters, detractors = (sum(counts[place] for place in kind) for kind in (_PROMOTERS, _DETRACTORS))
    return 100 * _net(promoters, detractors, sum(counts))[1]


def _net(promoters: int, detractors: int, n: int) -> tuple[float, float]:
    """Share of promoters less that of detractors, and its standard error."""
    net = (promoters - detractors) / n
    return net, sqrt(max((promoters + detractors) / n - net * net, 0.0) / n)
