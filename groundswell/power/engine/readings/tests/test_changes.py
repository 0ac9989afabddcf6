"""An arrow is drawn where chance alone would hardly do it, and nowhere else."""

from collections.abc import Callable

import numpy as np
import pytest

from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.readings.changes import paired
from groundswell.power.engine.readings.reading import Arrow, Change, Says
from groundswell.power.engine.readings.samples import Sample, reach
from groundswell.power.engine.readings.weekly import readings_of
from groundswell.power.engine.spans import Window
from groundswell.power.engine.statistics import weighted
from groundswell.power.engine.statistics.proportions import apart, difference, wilson

pytestmark = pytest.mark.once
END = 420
PLACES = ["reach", "holding", "welcome", "answering", "shared_load", "togetherness", "belonging", "doing"]


def active(before: int, now: int, *, both: int) -> Story:
    """Numbers of people in the last 28 days and the 28 before, so many of them in both."""
    story = Story()
    for number in range(before):
        story.replies(f"p{number}", "lamp", END - 40, toward="ada")
    for number in range(before - both, before - both + now):
        story.replies(f"p{number}", "lamp", END - 10, toward="ada")
    return story


def held(before: int, now: int) -> Story:
    """Of forty people so many are there again in the 28 days that follow; and of forty then, in the last."""
    story = Story()
    crowds = [
        [f"a{number}" for number in range(40)],
        [f"a{number}" for number in range(before)] + [f"b{number}" for number in range(40 - before)],
    ]
    crowds.append(crowds[1][40 - now :])
    for day, crowd in zip((END - 70, END - 40, END - 10), crowds, strict=True):
        for who in crowd:
            story.replies(who, "lamp", day, toward="ada")
    return story


def answered(before: int, now: int) -> Story:
    """Of forty topics in each of two windows of 84 days, so many are answered after half a day."""
    story = Story()
    for first, hits in ((END - 168, before), (END - 84, now)):
        for number in range(40):
            topic, day = f"{first}/{number}", first + 2 * number + 0.1
            story.opens("ada", topic, day)
            if number < hits:
                story.replies("bea", topic, day + 0.5)
    return story


def welcomed(before: int, now: int) -> Story:
    """The same, where each topic is somebody's first."""
    story = answered(before, now)
    ada = story.id("ada")
    story.rows = [
        (row[0], row[1], story.id(f"new{row[3]}"), *row[3:]) if row[2] == ada else row for row in story.rows
    ]
    return story


def carried(before: int, now: int) -> Story:
    """So many people share the answers to sixty topics in each window of 84 days."""
    story = Story()
    for first, people in ((END - 168, before), (END - 84, now)):
        for number in range(60):
            topic, day = f"{first}/{number}", first + number + 0.1
            story.opens("ada", topic, day)
            story.replies(f"p{number % people}", topic, day + 0.5)
            story.tell(Verb.REACTED, f"r{number}", day + 0.6, topic=topic, post=f"{topic}/1")
    return story


def done(before: int, now: int) -> Story:
    """Of the forty who are there all the time, so many do something in each window."""
    story = Story()
    for first, hits in ((END - 168, before), (END - 84, now)):
        for number in range(40):
            story.replies(f"p{number}", "lamp", first + 5, toward="ada")
            if number < hits:
                story.tell(Verb.DID, f"p{number}", first + 9)
    return story


def together(before: int, now: int) -> Story:
    """Forty people who each talk with so many around them, in a ring."""
    story = Story()
    for first, steps in ((END - 168, before), (END - 84, now)):
        for number in range(40):
            for step in range(1, steps + 1):
                story.replies(f"p{number}", "lamp", first + 5, toward=f"p{(number + step) % 40}")
    return story


def change(name: str, story: Story) -> tuple[Change, Says]:
    found = readings_of(story.columns(END), at(END))[PLACES.index(name)]
    return found.change, found.says


CASES: list[tuple[str, Callable[[], Story], Arrow]] = [
    ("reach", lambda: active(40, 60, both=35), Arrow.UP),
    ("reach", lambda: active(60, 40, both=35), Arrow.DOWN),
    ("reach", lambda: active(40, 44, both=30), Arrow.NONE),
    ("holding", lambda: held(10, 30), Arrow.UP),
    ("holding", lambda: held(30, 10), Arrow.DOWN),
    ("holding", lambda: held(20, 23), Arrow.NONE),
    ("welcome", lambda: welcomed(10, 30), Arrow.UP),
    ("welcome", lambda: welcomed(30, 10), Arrow.DOWN),
    ("welcome", lambda: welcomed(20, 24), Arrow.NONE),
    ("answering", lambda: answered(10, 30), Arrow.UP),
    ("answering", lambda: answered(30, 10), Arrow.DOWN),
    ("answering", lambda: answered(20, 24), Arrow.NONE),
    ("shared_load", lambda: carried(3, 20), Arrow.UP),
    ("shared_load", lambda: carried(20, 3), Arrow.DOWN),
    ("shared_load", lambda: carried(20, 22), Arrow.NONE),
    ("togetherness", lambda: together(1, 3), Arrow.UP),
    ("togetherness", lambda: together(3, 1), Arrow.DOWN),
    ("togetherness", lambda: together(2, 2), Arrow.NONE),
    ("doing", lambda: done(5, 20), Arrow.UP),
    ("doing", lambda: done(20, 5), Arrow.DOWN),
    ("doing", lambda: done(20, 21), Arrow.NONE),
]


@pytest.mark.parametrize(("name", "story", "arrow"), CASES, ids=[f"{case[0]} {case[2]}" for case in CASES])
def test_an_arrow_says_which_way(name: str, story: Callable[[], Story], arrow: Arrow) -> None:
    found, says = change(name, story())

    assert found.interval is not None
    assert (found.arrow, found.interval.excludes(0)) == (arrow, arrow is not Arrow.NONE)
    assert says == {Arrow.UP: Says.ROSE, Arrow.DOWN: Says.FELL, Arrow.NONE: Says.NO_CHANGE}[arrow]
    assert found.by is not None
    assert found.interval.low <= found.by <= (found.interval.high or 0)


def test_of_too_few_before_nothing_is_compared() -> None:
    found, says = change("reach", active(19, 60, both=10))

    assert (found.arrow, found.interval, found.was, says) == (Arrow.NONE, None, None, Says.NO_COMPARISON)


def test_of_too_few_now_there_is_nothing_to_say() -> None:
    found, says = change("reach", active(60, 19, both=10))

    assert (found.arrow, found.interval, says) == (Arrow.NONE, None, Says.TOO_FEW)


def test_without_censoring_two_curves_differ_as_two_shares_do() -> None:
    """Newcombe's interval is from Wilson's; the curves' own bands are a little different in small samples."""
    found, _ = change("answering", answered(12, 22))
    newcombe = difference((22, 12), (40, 40))

    assert found.interval is not None
    assert found.by == pytest.approx(0.25)
    assert (found.interval.low, found.interval.high) == pytest.approx((newcombe.low, newcombe.high), abs=0.02)
    assert apart(wilson(22, 40), wilson(12, 40), (0.55, 0.3)) == (newcombe.low, newcombe.high)


def counted(people: list[int]) -> Sample:
    return Sample(np.array(people), np.ones((len(people), 1)), lambda _rows, w: w.sum(axis=1))


def test_who_is_there_both_times_adds_nothing_to_chance() -> None:
    """The variance of new minus gone among n people is (new + gone) - (new - gone)²/n, by hand."""
    now, before = counted([*range(20, 1000)]), counted([*range(980)])

    found = paired(now, before, np.random.default_rng(1))

    assert found is not None
    assert found.high is not None
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * np.sqrt(40), rel=0.1)


def test_a_share_of_the_same_people_is_compared_as_pairs() -> None:
    """Everybody keeps their habit: two samples apart would leave room for chance, pairs leave none."""
    hits = np.array([[1.0]] * 20 + [[0.0]] * 20)
    sample = Sample(np.arange(40), hits, lambda rows, w: weighted.share(rows[:, 0], w))

    found = paired(sample, sample, np.random.default_rng(1))

    assert found is not None
    assert (found.low, found.high) == (0, 0)


def test_of_nobody_there_is_no_interval() -> None:
    assert paired(counted([]), counted([]), np.random.default_rng(1)) is None


def test_people_whom_one_topic_brings_come_and_go_together() -> None:
    """Twenty-five topics bring five people each who do nothing else: 25 · (25 - 5) by hand; ada is in all."""
    story = Story()
    for topic in range(25):
        story.opens("ada", f"t{topic}", END - 20)
        for number in range(5):
            story.replies(f"p{topic}/{number}", f"t{topic}", END - 19)
            story.replies(f"p{topic}/{number}", f"t{topic}", END - 18)

    sample = reach(story.columns(END), Window(at(END - 28), at(END)))

    assert (len(sample.rows), sample.besides) == (126, 500)


@pytest.mark.slow
def test_a_community_that_does_not_change_gets_few_arrows() -> None:
    """Topics come by chance and bring some people back and some new: a false arrow one time in twenty."""
    false = 0
    for seed in range(150):
        found = paired(*_windows(seed), np.random.default_rng(seed))
        assert found is not None
        false += found.excludes(0)

    assert false / 150 <= 0.1


def _windows(seed: int) -> tuple[Sample, Sample]:
    rng, story = np.random.default_rng(seed), Story()
    likely = rng.gamma(1, 1, 60)
    for day in range(56):
        for number in range(rng.poisson(1)):
            topic = f"t{day}/{number}"
            story.opens(f"new{topic}", topic, day + 0.2)
            for who in rng.choice(60, rng.poisson(1.5), p=likely / likely.sum()):
                story.replies(f"p{who}", topic, day + 0.3)
    columns = story.columns(56)
    now, before = (reach(columns, Window(at(first), at(first + 28))) for first in (28, 0))
    return now, before
