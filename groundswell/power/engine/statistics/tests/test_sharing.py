"""Shared work: against pairs counted one by one, and what must and must not change it."""

from itertools import permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.power.engine.statistics.inequality import effective_number
from groundswell.power.engine.statistics.sharing import effective_sharers

pytestmark = pytest.mark.once

WORK = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 8)), min_size=1, max_size=40)


def by_pairs(work: list[tuple[int, int]]) -> float | None:
    pairs = [one == other for (one, here), (other, there) in permutations(work, 2) if here != there]
    return len(pairs) / sum(pairs) if any(pairs) else None


@given(WORK)
def test_it_is_what_one_counts_pair_by_pair(work: list[tuple[int, int]]) -> None:
    person, occasion = np.array(work).T

    found = effective_sharers(person, occasion)

    expected = by_pairs(work)
    without = [by_pairs([row for row in work if row[1] != left]) for left in {row[1] for row in work}]
    if expected is None or None in without:
        assert found is None
    else:
        assert found is not None
        assert found[0] == pytest.approx(expected)
        assert found[1].low <= found[0] <= (found[1].high or 0)


@given(WORK, st.randoms(use_true_random=False))
def test_neither_order_nor_names_matter(work: list[tuple[int, int]], chance: Random) -> None:
    person, occasion = np.array(work).T
    shuffled, where = np.array(chance.sample(work, len(work))).T

    found, other = effective_sharers(person, occasion), effective_sharers(1_000 - shuffled, where * 7)

    assert (found is None) == (other is None)
    if found is not None and other is not None:
        assert found[0] == pytest.approx(other[0])
        assert found[1].low == pytest.approx(other[1].low)


def test_of_much_work_it_is_the_effective_number() -> None:
    chance = np.random.default_rng(4)
    likely = np.array([0.5, 0.2, 0.1, 0.1, 0.05, 0.05])
    person = chance.choice(6, size=20_000, p=likely)

    found = effective_sharers(person, np.arange(20_000))

    assert found is not None
    assert found[0] == pytest.approx(effective_number(np.bincount(person)), rel=1e-3)
    assert found[1].low < 1 / (likely**2).sum() < (found[1].high or 0)


def test_little_work_does_not_make_it_look_less_shared() -> None:
    chance = np.random.default_rng(5)
    drawn = [chance.integers(40, size=30) for _ in range(400)]

    found = [1 / result[0] for each in drawn if (result := effective_sharers(each, np.arange(30)))]
    plain = [1 / (effective_number(np.bincount(each)) or 1) for each in drawn]

    assert np.mean(found) == pytest.approx(1 / 40, rel=0.1)
    assert np.mean(plain) > 1.5 / 40


def test_who_does_everything_is_alone_and_may_not_stay_so() -> None:
    found = effective_sharers(np.full(20, 3), np.arange(20))

    assert found is not None
    assert (found[0], found[1].low) == (1, 1)
    assert 1.05 < (found[1].high or 0) < 1.25


FEW = [[0.5, 0.5], [1 / 3] * 3, [0.6, 0.4], [0.8, 0.2], [0.95, 0.05], [0.99, 0.01], [0.7, *[0.03] * 10]]


@pytest.mark.parametrize("likely", FEW, ids=str)
def test_nine_of_ten_intervals_hold_what_is_true_where_few_do_it_all(likely: list[float]) -> None:
    """Twenty pieces of work, a topic each: the least that a measure takes."""
    chance = np.random.default_rng(6)
    true = 1 / sum(share**2 for share in likely)

    found = [
        effective_sharers(chance.choice(len(likely), size=20, p=likely), np.arange(20)) for _ in range(400)
    ]

    held = [not result[1].excludes(true) for result in found if result is not None]
    assert len(held) == 400
    assert sum(held) >= 0.9 * 400


@pytest.mark.parametrize("work", [([], []), ([1], [1]), ([1, 2], [1, 2]), ([1, 1], [1, 1])])
def test_where_nobody_did_anything_twice_there_is_nothing_to_tell(work: tuple[list[int], list[int]]) -> None:
    person, occasion = (np.array(each, dtype=np.int64) for each in work)

    assert effective_sharers(person, occasion) is None
