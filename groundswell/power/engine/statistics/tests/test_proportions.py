"""Shares: published values, and what must hold of any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.proportions import apart, difference, wilson

pytestmark = pytest.mark.once

COUNTS = st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)).map(sorted)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (19, 20, 0.764, 0.991),
        (48, 50, 0.865, 0.989),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, Stat. Med. 17:857, table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_agrees_with_published_values(hits: int, n: int, low: float, high: float) -> None:
    found = wilson(hits, n)

    digits = 3 if n in {20, 50} and hits else 4
    assert (round(found.low, digits), found.high and round(found.high, digits)) == (low, high)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [  # Newcombe 1998, Stat. Med. 17:873, table II, method 10
        ((56, 48), (70, 80), 0.0524, 0.3339),
        ((9, 3), (10, 10), 0.1705, 0.8090),
        ((6, 2), (7, 7), 0.0582, 0.8062),
        ((5, 0), (56, 29), -0.0381, 0.1926),
        ((0, 0), (10, 20), -0.1611, 0.2775),
        ((10, 0), (10, 10), 0.6075, 1.0),
    ],
)
def test_a_difference_agrees_with_published_values(
    hits: tuple[int, int], of: tuple[int, int], low: float, high: float
) -> None:
    found = difference(hits, of)

    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


@given(COUNTS)
def test_a_share_lies_within_its_interval_and_that_between_0_and_1(counts: list[int]) -> None:
    hits, n = counts

    found = wilson(hits, n)

    assert found.high is not None
    assert 0 <= found.low <= (hits / n if n else 0) <= found.high <= 1


@given(COUNTS)
def test_misses_mirror_hits(counts: list[int]) -> None:
    hits, n = counts

    found, mirrored = wilson(hits, n), wilson(n - hits, n)

    assert mirrored.high is not None
    assert found.low == pytest.approx(1 - mirrored.high if n else 0, abs=1e-12)


@given(COUNTS, COUNTS)
def test_a_difference_lies_within_its_interval_and_turns_round(now: list[int], before: list[int]) -> None:
    (hits, n), (past_hits, past_n) = now, before

    found = difference((hits, past_hits), (n, past_n))
    turned = difference((past_hits, hits), (past_n, n))

    gap = hits / n - past_hits / past_n if n and past_n else 0
    assert found.high is not None
    assert -1 <= found.low <= gap <= found.high <= 1
    assert found.low == pytest.approx(-turned.high if turned.high else 0)


def test_of_nothing_anything_may_be_true() -> None:
    assert wilson(0, 0) == Interval(0, 1, "Wilson")
    assert difference((0, 1), (0, 2)) == Interval(-1, 1, "Newcombe")


def test_what_has_no_end_has_no_difference() -> None:
    with pytest.raises(ValueError, match="intervals that end"):
        apart(Interval(1, None, "log-log"), Interval(1, 2, "log-log"), (1, 1))
