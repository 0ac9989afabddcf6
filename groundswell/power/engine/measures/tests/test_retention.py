"""Who began together is followed for as long as all of them could be, and no further."""

import pytest

from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.measures.retention import cohorts
from groundswell.power.engine.results import Grid, Result, State
from groundswell.power.engine.spans import Window
from groundswell.power.engine.statistics.proportions import wilson

pytestmark = pytest.mark.once

YEAR = Window(at(0), at(364))


def told(*lives: tuple[str, int, tuple[float, ...]]) -> Story:
    """Groups: a name, how many, and the days on which each of them acts."""
    story = Story()
    for name, size, days in lives:
        for number in range(size):
            for day in days:
                story.tell(Verb.REACTED, f"{name}{number}", day, topic="lamp", post="lamp/1")
    return story


def found(story: Story, day: float = 364) -> Result:
    return measures["cohort_retention"].compute(story.columns(day), YEAR)


def test_whoever_acts_in_days_29_to_56_of_their_own_is_still_there() -> None:
    story = told(("on time", 20, (3, 3 + 28)), ("early", 20, (3, 3 + 27.9)), ("late", 20, (3, 3 + 56)))

    result = found(story)

    assert (result.state, result.n) == (State.ESTIMATED, 60)
    assert result.value == pytest.approx(1 / 3)
    assert result.interval == wilson(20, 60)
    assert result.parts["2"].value == pytest.approx(1 / 3)
    assert result.parts["3"].value == 0


def test_a_period_counts_once_it_is_over_for_the_whole_week() -> None:
    story = told(("p", 30, (0.5, 30)))

    states = [found(story, day).state for day in (7 + 56 - 0.01, 7 + 56)]

    assert states == [State.UNDEFINED, State.ESTIMATED]


def test_weeks_in_which_few_began_are_joined_until_five_have() -> None:
    story = told(("a", 3, (1,)), ("b", 1, (8,)), ("c", 4, (22,)), ("d", 6, (29,)), ("e", 4, (50,)))

    rows = cohorts(story.columns(364), YEAR)

    assert rows.starts.tolist() == [at(0), at(28)]
    assert rows.ends.tolist() == [at(28), at(35)]
    assert rows.sizes.tolist() == [8, 6]


def test_later_reckonings_join_the_same_weeks() -> None:
    story = told(*((f"w{week}", 1 + week % 3, (7.0 * week + 1,)) for week in range(60)))

    early = cohorts(story.columns(300), Window(at(0), at(300)))
    late = cohorts(story.columns(400), Window(at(84), at(400)))

    begun = dict(zip(late.starts.tolist(), late.sizes.tolist(), strict=True))
    shared = {
        start: size
        for start, size in zip(early.starts.tolist(), early.sizes.tolist(), strict=True)
        if start >= at(84)
    }
    assert len(shared) == 10
    assert shared.items() <= begun.items()


def test_the_grid_has_a_hole_where_a_period_is_not_over() -> None:
    story = told(("a", 40, (1, 30, 60)), ("b", 10, (43,)), ("c", 8, (100, 130)))

    shape = found(story, 107 + 28).shape

    assert isinstance(shape, Grid)
    assert shape.rows == (at(0), at(42), at(98))
    assert shape.sizes == (40, 10, 8)
    assert [row[:5] for row in shape.cells] == [
        (1, 1, 1, 0, None),
        (1, 0, 0, None, None),
        (1, None, None, None, None),
    ]


def test_who_is_asked_for_outside_the_window_is_not_there() -> None:
    story = told(("before", 40, (-20, 20)), ("p", 30, (10, 50)), ("after", 40, (365, 400)))

    assert found(story, 500).n == 30


def test_twenty_nine_are_too_few() -> None:
    assert found(told(("p", 29, (1, 30)))).state is State.TOO_FEW
    assert found(told()).state is State.UNDEFINED
