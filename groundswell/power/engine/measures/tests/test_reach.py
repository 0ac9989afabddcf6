"""People are counted once, by the most that they did, and never for what was moved in."""

import pytest

from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.measures.reach import active_people, visiting_people
from groundswell.power.engine.results import Exclusion, Parts, Result, State
from groundswell.power.engine.spans import Window

pytestmark = pytest.mark.once

ACTIVE, WEEKLY, VISITING = (
    measures[name] for name in ("active_people", "weekly_active_people", "visiting_people")
)
MONTH = Window(at(0), at(28))
WEEK = Window(at(21), at(28))


def crowd(story: Story, *days: float, people: int = 20) -> Story:
    for number in range(people):
        for day in days:
            story.tell(Verb.REACTED, f"p{number}", day, topic="lamp", post="lamp/1")
    return story


def active(story: Story, window: Window = MONTH) -> Result:
    return ACTIVE.compute(story.columns(28), window)


def test_who_acted_often_counts_once() -> None:
    found = active(crowd(Story(), 1, 2, 27))

    assert (found.state, found.value, found.n, found.interval) == (State.COUNTED, 20, 20, None)


def test_a_window_holds_its_beginning_and_not_its_end() -> None:
    found = [active(crowd(Story(), day)).n for day in (-0.001, 0, 27.999)]

    assert found == [0, 20, 20]
    assert ACTIVE.compute(crowd(Story(), 28).columns(40), MONTH).n == 0


def test_a_visit_is_no_act_and_is_seen_apart() -> None:
    story = crowd(Story(), 3)
    for number in range(7):
        story.tell(Verb.VISITED, f"reader{number}", 5)

    assert active(story).value == 20
    assert VISITING.compute(story.columns(28), MONTH).value == 27


def test_where_no_visit_is_recorded_visitors_are_unseen() -> None:
    found = VISITING.compute(crowd(Story(), 3).columns(28), MONTH)

    assert (found.state, found.value) == (State.UNSEEN, None)


def test_the_week_holds_fewer_than_the_month() -> None:
    story = crowd(crowd(Story(), 2, people=50), 25, people=21)

    assert active(story).value == 50
    assert WEEKLY.compute(story.columns(28), WEEK).value == 21


def test_what_was_moved_in_and_who_is_a_program_or_unknown_is_left_out_and_counted() -> None:
    story = crowd(Story(bots=("robot",)), 1)
    story.opens("old", "lamp", 2, imported=True)
    story.opens("robot", "chair", 2)
    story.opens("", "table", 2)

    found = active(story)

    assert found.value == 20
    assert found.excluded == {
        Exclusion.BOTS: 1,
        Exclusion.REMOVED: 0,
        Exclusion.IMPORTED: 1,
        Exclusion.UNKNOWN_AUTHOR: 1,
    }


def test_people_are_told_apart_by_the_most_they_did() -> None:
    story = crowd(Story(), 1)
    story.replies("p0", "lamp", 2)
    story.opens("p1", "chair", 2)
    story.tell(Verb.DID, "p1", 3)
    story.tell(Verb.VISITED, "reader", 4)

    found = active_people(story.columns(28), MONTH)

    assert found.shape == Parts(20, {"did": 1, "wrote": 1, "reacted": 18})
    assert active(story).shape is None  # a reader might know who that one is
    assert visiting_people(story.columns(28), MONTH).shape == Parts(
        21, {"did": 1, "wrote": 1, "reacted": 18, "came": 1}
    )


def test_what_a_source_does_not_tell_is_no_nought() -> None:
    story = Story()
    for number in range(20):
        story.opens(f"p{number}", f"t{number}", 1)

    assert active(story).shape == Parts(20, {"wrote": 20})
    assert active(crowd(story, 2)).shape == Parts(20, {"wrote": 20, "reacted": 0})
