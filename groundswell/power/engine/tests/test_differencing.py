"""Attacks: somebody puts two things that were shared side by side, and asks what they tell of one to four.

Each reader here knows what everybody sees: who first wrote when. Decision 17 says what is not defended.
"""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.results import ROUND_DAYS, Curve, Parts, Result, State
from groundswell.power.engine.spans import Window

pytestmark = pytest.mark.once
OF_NEWCOMERS = ("newcomers_path", "returned")


def newcomers_of(weeks: int, a_week: int = 1) -> Story:
    """So many newcomers a week open a topic; every third is answered, every other returns a month later."""
    story = Story()
    for number in range(weeks * a_week):
        day = 7 * (number // a_week) + 1 + number % a_week / 10
        story.opens(f"p{number}", f"t{number}", day)
        if number % 3 == 0:
            story.replies("host", f"t{number}", day + 0.2)
        if number % 2:
            story.tell(Verb.REACTED, f"p{number}", day + 30, topic="t0", post="t0/1")
    return story


def weekly(measure: str, story: Story, weeks: range) -> Iterator[Result]:
    """What is shared week after week."""
    known = measures[measure]
    for week in weeks:
        yield known.compute(story.columns(7 * week), Window.before(at(7 * week), days=known.days))


def people_between(one: Result, other: Result) -> int:
    """How many more, or fewer, there are in the one than in the other."""
    return abs(one.n - other.n)


@pytest.mark.parametrize("measure", OF_NEWCOMERS)
@pytest.mark.parametrize("a_week", [1, 2, 3])
def test_two_weeks_tell_of_no_newcomer_what_became_of_them(measure: str, a_week: int) -> None:
    """The newcomer of one week, whom all saw come, came back or not: that was the difference of two weeks."""
    story = newcomers_of(80, a_week)

    found = [each for each in weekly(measure, story, range(20, 90)) if each.value is not None]

    assert len(found) > 30
    assert {people_between(*both) for both in pairwise(found)} & {1, 2, 3, 4} == set()


def test_two_weeks_tell_of_no_newcomer_who_was_answered_what_became_of_them() -> None:
    told = weekly("return_when_answered", newcomers_of(80, 3), range(20, 90))

    found = [each.parts for each in told if each.parts]

    assert len(found) > 30
    for one, other in pairwise(found):
        assert {people_between(one[name], other[name]) for name in one} & {1, 2, 3, 4} == set()


def test_two_measures_of_newcomers_differ_by_no_few_of_them() -> None:
    """The same people cut twice: whoever was in the one alone was told of by the difference."""
    story = newcomers_of(80, 2)

    told = [[*weekly(measure, story, range(40, 90))] for measure in (*OF_NEWCOMERS, "return_when_answered")]

    for path, returned, gap in zip(*told, strict=True):
        n = (path.n, returned.n, *([sum(part.n for part in gap.parts.values())] if gap.parts else []))
        assert {abs(one - other) for one in n for other in n} & {1, 2, 3, 4} == set()
    assert any(gap.parts for gap in told[2])


def test_a_path_tells_of_nobody_who_alone_missed_a_step() -> None:
    """All but one were answered: the one is whoever waits still, and the next step says what they did."""
    story = Story()
    for number in range(40):
        story.opens(f"p{number}", f"t{number}", 1)
        if number:
            story.replies("host", f"t{number}", 1.2)
        if number % 2:
            story.replies(f"p{number}", f"t{number}", 12)

    found = measures["newcomers_path"].compute(story.columns(364), Window(at(0), at(364)))

    assert isinstance(found.value, float)
    assert found.shape is None


@pytest.mark.parametrize("returning", [1, 4])
def test_two_groups_of_newcomers_tell_of_nobody_who_alone_came_back(returning: int) -> None:
    """Of the twenty whom nobody answered one returned: the two shares and their n were a table of people."""
    story = Story()
    for number in range(60):
        story.opens(f"p{number}", f"t{number}", 1)
        if number < 40:
            story.replies("host", f"t{number}", 1.2)
        if number < 20 or number >= 60 - returning:
            story.replies(f"p{number}", f"t{number}", 20)

    found = measures["return_when_answered"].compute(story.columns(364), Window(at(0), at(364)))

    assert (found.state, found.value, dict(found.parts)) == (State.UNSTABLE, None, {})


@pytest.mark.parametrize("helpers", [1, 3, 4])
def test_who_answers_first_tells_of_no_few_who_answer(helpers: int) -> None:
    """Beside the team few answer: what the core did, in closed spaces too, was what these few did."""
    story = Story(staff=("ada",))
    for number in range(40):
        story.opens(f"p{number}", f"t{number}", number)
        who = "ada" if number % 2 else f"helper{number % (2 * helpers) // 2}"
        story.replies(who, f"t{number}", number + 0.5)

    found = measures["who_answers_first"].compute(story.columns(84), Window(at(0), at(84)))

    assert (found.n, found.shape) == (40, None)


def test_who_answers_first_is_drawn_where_enough_answer() -> None:
    story = Story(staff=("ada",))
    for number in range(40):
        story.opens(f"p{number}", f"t{number}", number)
        story.replies("ada" if number % 4 == 0 else f"helper{number % 13}", f"t{number}", number + 0.5)

    found = measures["who_answers_first"].compute(story.columns(84), Window(at(0), at(84)))

    assert isinstance(found.shape, Parts)


@pytest.mark.parametrize("measure", ["staying", "writers_half_life"])
def test_a_curve_of_stays_does_not_say_when_somebody_was_here_last(measure: str) -> None:
    """Dan came on day 3, as all saw; a step at 41.27 days was the minute of his last act where few look."""
    story = Story()
    for number in range(40):
        story.opens(f"p{number}", f"t{number}", number / 10)
        story.replies(f"p{number}", "t0", number / 10 + 30 + number**1.5 / 7)
    story.opens("dan", "hello", 3)
    story.replies("dan", "t1", 44.27, post="in a closed space")

    found = measures[measure].compute(story.columns(364), Window(at(0), at(364)))

    assert isinstance(found.shape, Curve)
    assert {*found.shape.days} <= {*map(float, ROUND_DAYS)}
    assert len(found.shape.days) > 10
    ends = [each for part in (found, *found.parts.values()) for each in days_of(part)]
    assert len(ends) > 4
    assert {end % 1 for end in ends} == {0.0}


def days_of(result: Result) -> list[float]:
    """The half-life, which is how long one of them stayed, and its bounds, which are two others."""
    told = (result.value, *((result.interval.low, result.interval.high) if result.interval else ()))
    return [each for each in told if each is not None]


def test_a_coarse_curve_says_at_round_days_what_the_fine_one_said() -> None:
    columns, window, staying = newcomers_of(40, 2).columns(364), Window(at(0), at(364)), measures["staying"]

    fine, coarse = staying.reckon(columns, window).shape, staying.compute(columns, window).shape

    assert isinstance(fine, Curve)
    assert isinstance(coarse, Curve)
    place = {day: number for number, day in enumerate(fine.days)}
    assert coarse.values == tuple(fine.values[place[day]] for day in coarse.days)
    assert coarse.at_risk == tuple(fine.at_risk[place[day]] for day in coarse.days)
    assert len(coarse.days) > 10
