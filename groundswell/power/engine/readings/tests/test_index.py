"""One number, if it must be: it answers to each of the eight, to no order among them, and to nothing else."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.power.engine.columns import Columns, assemble
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.readings.eight import EIGHT
from groundswell.power.engine.readings.index import composed, index_of, joint, robust
from groundswell.power.engine.readings.reading import Index, Lacks, Reading, Target
from groundswell.power.engine.readings.samples import Sample
from groundswell.power.engine.readings.tests.belonging import BELONGING, asked, asked_no_more
from groundswell.power.engine.readings.tests.make import DAYS, community
from groundswell.power.engine.readings.weekly import readings_of
from groundswell.power.engine.statistics import weighted

pytestmark = pytest.mark.once

EIGHTFOLD = st.lists(st.floats(0, 1), min_size=8, max_size=8)
GOALS = {
    "reach": (0, 60), "holding": (0, 1), "welcome": (0, 0.5), "answering": (0.1, 0.8),
    "shared_load": (1, 40), "togetherness": (0, 4), "belonging": (1, 5), "doing": (0, 50),
}  # fmt: skip
TARGETS = tuple(Target(name, 0, *goal) for name, goal in GOALS.items())


@pytest.fixture(autouse=True)
def _asked() -> Iterator[None]:
    """All eight are there once a feature asks people how they feel."""
    with asked():
        yield


def of(attained: list[float]) -> float:
    return float(composed(np.array([attained]))[0])


@given(EIGHTFOLD, st.integers(0, 7), st.floats(0, 1))
def test_it_rises_with_each_of_the_eight(attained: list[float], which: int, more: float) -> None:
    better = attained.copy()
    better[which] = max(better[which], more)

    assert of(better) >= of(attained) - 1e-9


@given(EIGHTFOLD, st.permutations(range(8)))
def test_their_order_does_not_matter(attained: list[float], order: list[int]) -> None:
    assert of([attained[place] for place in order]) == pytest.approx(of(attained))


@given(st.floats(0.01, 1))
def test_of_eight_that_are_equal_it_is_each(attained: float) -> None:
    assert of([attained] * 8) == pytest.approx(100 * attained)


def test_one_silence_sinks_it_and_does_not_drown_it() -> None:
    assert of([1.0] * 7 + [0.0]) == pytest.approx(100 * 0.01 ** (1 / 8))
    assert of([0.0] * 8) == pytest.approx(1)


def test_any_weights_reach_from_nearly_the_weakest_to_nearly_the_strongest() -> None:
    attained = np.array([0.2, 0.4, 0.4, 0.5, 0.5, 0.6, 0.7, 0.9])

    least, most = robust(attained, np.random.default_rng(1))

    assert 20 < least < of([*attained]) < most < 90
    assert robust(np.full(8, 0.5), np.random.default_rng(1)) == pytest.approx((50, 50))


def eight(columns: Columns, targets: tuple[Target, ...] = TARGETS) -> tuple[Reading, ...]:
    return readings_of(columns, at(DAYS), targets=targets)


def index(story: Story, targets: tuple[Target, ...] = TARGETS) -> Index:
    columns = story.columns(DAYS)
    return index_of(columns, eight(columns, targets))


def test_it_is_a_whole_number_within_what_chance_and_weights_allow() -> None:
    found = index(community())

    assert found.missing == {}
    assert found.value is not None
    assert (found.low or 0) < found.value < (found.high or 0)
    assert (found.least or 0) < found.value < (found.most or 0)
    assert {type(each) for each in (found.value, found.low, found.high, found.least, found.most)} == {int}


def test_with_a_hole_there_is_none_and_it_says_why() -> None:
    columns = community().columns(DAYS)
    floorless = tuple(replace(each, floor=None) if each.reading == "doing" else each for each in TARGETS)

    assert index(community(), TARGETS[1:]) == Index(at(DAYS), {"reach": Lacks.NO_TARGET})
    assert index(community(), floorless) == Index(at(DAYS), {"doing": Lacks.NO_TARGET})
    with asked_no_more():
        found = index_of(columns, eight(columns))
    assert found == Index(at(DAYS), {"belonging": Lacks.NOT_SEEN})


def test_of_nothing_it_lacks_everything() -> None:
    lacks = index(Story()).missing

    assert [*lacks] == [kind.name for kind in EIGHT]
    assert set(lacks.values()) == {Lacks.NO_VALUE, Lacks.NOT_SEEN}


def test_too_few_are_said_to_be_too_few() -> None:
    columns = community(days=7).columns(7)

    found = index_of(columns, readings_of(columns, at(7), targets=TARGETS))

    assert found.missing["welcome"] is Lacks.TOO_FEW


def test_who_cannot_be_drawn_again_has_no_part_in_it() -> None:
    columns = community().columns(DAYS)
    silent = replace(BELONGING, sampled_by="")

    with asked_no_more(), asked(silent):
        found = index_of(columns, eight(columns))

    assert found == Index(at(DAYS), {"belonging": Lacks.NO_SAMPLE})


def test_a_target_that_came_later_changes_no_index_of_before() -> None:
    later = tuple(replace(each, since=at(DAYS) + 1, floor=None, target=None) for each in TARGETS)

    assert index(community(), TARGETS + later) == index(community())
    assert index(community(), later).value is None


@pytest.mark.slow
def test_whoever_aims_lower_in_one_has_no_lower_index() -> None:
    """The whole way from people to the figure answers to each of the eight, as its mean does."""
    plain = index(community(), tuple(replace(each, target=2 * (each.target or 0)) for each in TARGETS))

    for place, each in enumerate(TARGETS):
        aims = [replace(other, target=2 * (other.target or 0)) for other in TARGETS]
        aims[place] = each
        found = index(community(), tuple(aims))
        assert (found.value or 0) >= (plain.value or 0), each.reading


def test_a_thousand_bots_and_another_order_change_no_bit() -> None:
    plain, crowd = community(), community(bots=1000)
    entries = crowd.entries()
    shuffled = entries.take(np.random.default_rng(2).permutation(len(entries)))
    columns = assemble(shuffled, crowd.facts(), at(DAYS))

    assert index_of(columns, eight(columns)) == index(plain)


def test_a_community_and_its_double_have_one_index_where_they_aim_for_double() -> None:
    """Reach counts people and shared load those who carry; of these the double has twice as many."""
    twice = tuple(
        replace(each, floor=2 * (each.floor or 0), target=2 * (each.target or 0))
        if each.reading in {"reach", "shared_load"}
        else each
        for each in TARGETS
    )

    once, doubled = index(community()), index(community(copies=2), twice)

    assert (doubled.least, doubled.most) == pytest.approx((once.least, once.most), abs=1)
    assert doubled.value == pytest.approx(once.value, abs=1)


def test_it_is_of_the_eight_of_one_week() -> None:
    columns = community().columns(DAYS)
    found = eight(columns)

    with pytest.raises(ValueError, match="order"):
        index_of(columns, found[::-1])
    with pytest.raises(ValueError, match="one week"):
        index_of(columns, tuple(replace(each, week=at(DAYS - 7)) for each in found))


def shares(rng: np.random.Generator, people: int, truth: list[float]) -> list[Sample]:
    """Eight shares of the same people, each of whom is likelier to have all if likelier to have one."""
    leaning = rng.normal(0, 1, people)
    rows = [(leaning + rng.normal(0, 1, people) < cut).astype(float)[:, None] for cut in truth]
    everybody = np.arange(people)
    return [
        Sample(everybody, row, lambda table, weights: weighted.share(table[:, 0], weights)) for row in rows
    ]


@pytest.mark.slow
def test_its_interval_holds_the_truth_nineteen_times_of_twenty() -> None:
    """Of the people drawn all eight come along: a bootstrap of each apart would be too sure."""
    rng = np.random.default_rng(7)
    cuts = [-1.5, -1.0, -0.5, 0.0, 0.0, 0.5, 1.0, 1.5]
    goals = [Target(f"s{number}", 0, 0.0, 1.0) for number in range(8)]
    crowd = shares(rng, 400_000, cuts)
    truth = of([float(each.rows.mean()) for each in crowd])

    held = 0
    for _ in range(200):
        found = joint(shares(rng, 150, cuts), goals, rng)
        held += found is not None and not found.excludes(truth)

    assert 0.91 <= held / 200 <= 0.985


def test_of_nobody_there_is_no_interval() -> None:
    nobody = Sample(np.zeros(0, dtype=np.intp), np.zeros((0, 1)), lambda _rows, w: np.full(len(w), np.nan))

    assert joint([nobody] * 8, list(TARGETS), np.random.default_rng(1)) is None
