"""Whatever a source tells, every measure answers with a number or why there is none, and what it left out."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from math import isfinite
from typing import Any

import numpy as np
import pytest

from groundswell.power.engine.catalogue import Measure, measures
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, alive, at
from groundswell.power.engine.results import Exclusion, Result, State
from groundswell.power.engine.spans import Window

pytestmark = [pytest.mark.once, pytest.mark.wide]

DAY = 420
ALL = pytest.mark.parametrize("measure", [*measures], ids=measures.names())


def moved_in(story: Story) -> None:
    alive(story)
    story.rows = [(*row[:-1], True) for row in story.rows]


def alone(story: Story) -> None:
    for day in range(0, DAY, 3):
        story.opens("ada", f"t{day}", day)
        story.replies("ada", f"t{day}", day + 1, toward="ada")


def silent_lately(story: Story) -> None:
    alive(story)
    story.rows = [row for row in story.rows if row[0] < at(30)]


def backwards(story: Story) -> None:
    """Every answer bears an earlier time than its question."""
    alive(story)
    story.rows = [(at(DAY) - (row[0] - at(0)), *row[1:]) for row in story.rows]


def in_the_future(story: Story) -> None:
    alive(story)
    story.rows = [(row[0] + at(DAY) - at(0), *row[1:]) for row in story.rows]


def nobody_known(story: Story) -> None:
    alive(story)
    story.rows = [(*row[:2], 0, *row[3:5], 0, *row[6:]) for row in story.rows]


def all_at_once(story: Story) -> None:
    alive(story)
    story.rows = [(at(DAY - 1), *row[1:]) for row in story.rows]


def nothing(story: Story) -> None:
    """Not one entry."""


def visits(story: Story) -> None:
    for number in range(50):
        story.tell(Verb.VISITED, f"v{number}", DAY - 2)


ODD: tuple[Callable[[Story], None], ...] = (
    nothing, alone, moved_in, silent_lately, backwards, in_the_future, nobody_known, all_at_once, visits,
)  # fmt: skip


def of(measure: Measure, story: Story) -> Result:
    window = Window.before(at(DAY), days=measure.days) if measure.days else Window(0, at(DAY))
    return measure.compute(story.columns(DAY), window)


def numbers(found: Any) -> Iterator[float]:
    if isinstance(found, float):
        yield found
    elif isinstance(found, dict):
        for each in found.values():
            yield from numbers(each)
    elif isinstance(found, tuple | list):
        for each in found:
            yield from numbers(each)


def without_exclusions(found: Result) -> Result:
    return replace(found, excluded={})


@ALL
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
def test_no_history_is_too_odd_to_be_measured(measure: Measure, odd: Callable[[Story], None]) -> None:
    story = Story()
    odd(story)

    found = of(measure, story)

    assert all(isfinite(number) for number in numbers(asdict(found)))
    assert set(found.excluded) <= measure.excludes
    assert found.value is None or found.n >= measure.minimum


@ALL
def test_of_nothing_there_is_no_number(measure: Measure) -> None:
    found = of(measure, Story())

    assert (found.n, found.value, found.interval, found.shape) == (0, None, None, None)
    assert found.state in {State.UNDEFINED, State.UNSEEN}


@ALL
def test_a_living_community_has_a_value_that_lies_in_its_interval(measure: Measure) -> None:
    found = of(measure, alive(Story()))

    assert found.state in {State.ESTIMATED, State.COUNTED, State.NOT_REACHED}
    assert found.measure == measure.id
    if found.interval is not None and found.value is not None:
        assert not found.interval.excludes(found.value)


@ALL
def test_what_is_left_out_is_what_was_left_out_of_the_window(measure: Measure) -> None:
    """Of a year, of which the window is the last month: programs, and what moderators hid."""
    story = alive(Story(bots=("robot",)))
    for day in (DAY - 200, DAY - 10, DAY - 9):
        story.replies("robot", "t0", day)
        story.replies("p1", "t0", day, post=f"rude {day}")
        story.tell(Verb.HID_POST, "ada", day + 1, post=f"rude {day}")

    found = measure.compute(story.columns(DAY), Window.before(at(DAY), days=28))

    assert (found.excluded[Exclusion.BOTS], found.excluded[Exclusion.REMOVED]) == (2, 2)


SCALE_FREE = (
    "stickiness", "kept", "cohort_retention", "staying", "writers_half_life", "answered_in_a_day",
    "unanswered_after_a_week", "time_to_answer", "answered_before_closing", "welcomed_in_a_day",
    "second_post", "returned", "newcomers_path", "partners", "reciprocity", "isolates", "transitivity",
    "did_per_hundred",
)  # fmt: skip
TWICE = ("active_people", "weekly_active_people", "visiting_people", "growth")


@pytest.mark.parametrize("name", [*SCALE_FREE, *TWICE])
def test_two_such_communities_are_twice_as_many_and_otherwise_as_one(name: str) -> None:
    one, two = (of(measures[name], story) for story in (alive(Story()), alive(alive(Story()), "'")))

    assert one.value is not None
    assert two.n == 2 * one.n
    assert two.value == pytest.approx(one.value * (2 if name in TWICE else 1))


@ALL
def test_neither_the_order_of_entries_nor_a_thousand_bots_change_a_bit(measure: Measure) -> None:
    plain, crowded = alive(Story()), alive(Story(bots=tuple(f"bot{each}" for each in range(1000))))
    for number in range(1000):
        crowded.replies(f"bot{number}", f"t{number}", number / 3)
        crowded.opens(f"bot{number}", f"spam{number}", number / 3)
    chance = np.random.default_rng(3)
    crowded.rows = [crowded.rows[place] for place in chance.permutation(len(crowded.rows))]

    assert without_exclusions(of(measure, crowded)) == without_exclusions(of(measure, plain))
