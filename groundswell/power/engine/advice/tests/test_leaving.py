"""Who stopped, and where it fell quiet, is said where chance hardly explains it."""

from collections.abc import Callable

import pytest

from groundswell.power.engine.advice.tests.make import END, cohorts, known, said, space
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story

pytestmark = pytest.mark.once


def test_a_cohort_that_stopped_more_than_chance_does_is_asked() -> None:
    found = known(cohorts(10, 20), "ask_cohort")

    assert (found.moves, found.people) == ("holding", 30)
    assert found.reason == {"now": 0.25, "before": 0.5, "joined": 40, "stopped": 30}
    assert found.evidence.n == 80
    assert found.evidence.numbers["high"] < 0


@pytest.mark.parametrize("story", [lambda: cohorts(11, 20), lambda: cohorts(0, 20, size=20)])
def test_a_cohort_that_is_just_small_enough_or_just_large_enough_is_asked(story: Callable[[], Story]) -> None:
    assert said(story(), "ask_cohort") is not None


@pytest.mark.parametrize(
    "story",
    [lambda: cohorts(12, 20), lambda: cohorts(20, 10), lambda: cohorts(0, 19, size=19), Story],
    ids=["by chance", "stays more", "too few", "nobody"],
)
def test_a_cohort_that_may_have_stopped_by_chance_is_not(story: Callable[[], Story]) -> None:
    assert said(story(), "ask_cohort") is None


def test_a_space_that_fell_quiet_by_more_than_chance_is_named() -> None:
    story = space("attic", now=3, before=36)

    found = known(story, "wake_space")

    assert (found.moves, found.place.space) == ("reach", story.id("attic"))
    assert found.reason == {"now": 0.75, "before": 3, "weeks": 4}
    assert found.evidence.n == 39
    assert found.evidence.numbers["chance"] < 0.05


@pytest.mark.parametrize(("now", "before", "chance"), [(5, 36, 0.036), (0, 20, 0.003), (7, 43, 0.045)])
def test_a_space_that_just_fell_far_enough_is_named(now: int, before: int, chance: float) -> None:
    found = known(space("attic", now, before), "wake_space")

    assert found.evidence.numbers["chance"] == pytest.approx(chance, abs=0.0005)


@pytest.mark.parametrize(
    "story",
    [
        lambda: space("attic", now=6, before=36),
        lambda: space("attic", now=0, before=19),
        lambda: space("attic", now=12, before=12),
        Story,
    ],
    ids=["by chance", "too little", "livelier", "nothing"],
)
def test_a_space_that_may_rest_by_chance_is_left_alone(story: Callable[[], Story]) -> None:
    assert said(story(), "wake_space") is None


def test_the_more_spaces_the_more_it_takes() -> None:
    """One of twenty spaces falls by as much as this quite by chance."""
    story = space("attic", now=4, before=36)
    alone = said(story, "wake_space")
    for number in range(20):
        space(f"s{number}", now=9, before=27, story=story)

    assert alone is not None
    assert said(story, "wake_space") is None


def test_a_space_that_lives_in_bursts_may_well_rest() -> None:
    """Eighteen people in each of two weeks, and hardly anybody in the others, say little of a usual week."""
    story = space("attic", now=3, before=0)
    for week in (2, 5):
        for number in range(18):
            day = END - 112 + 7 * week + 1
            story.tell(Verb.REACTED, f"p{number}", day, topic="t", space="attic", post="t/1")

    assert said(story, "wake_space") is None
