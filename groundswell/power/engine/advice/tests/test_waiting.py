"""Who waits is named on a history that just calls for it, and not on one that just does not."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from groundswell.power.engine.advice.advised import Advice
from groundswell.power.engine.advice.tests.make import END, HOUR, known, measured, newcomer, said, waiting
from groundswell.power.engine.catalogue.newcomers import RETURN_WHEN_ANSWERED
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story

pytestmark = pytest.mark.once


def test_a_newcomer_who_waits_six_hours_is_named_with_the_place() -> None:
    story = newcomer(9)
    story.opens("jo", "me too", END - 7 * HOUR)

    found = known(story, "answer_newcomer")

    assert (found.moves, found.people) == ("welcome", 2)
    assert (found.place.person, found.place.topic) == (story.id("ines"), story.id("hello"))
    assert found.reason == {"hours": pytest.approx(9), "waiting": 2}
    [next_one] = found.then
    assert (next_one.person, next_one.topic) == (story.id("jo"), story.id("me too"))
    assert next_one.hours == pytest.approx(7)
    assert (found.evidence.source, found.evidence.n, found.evidence.is_association) == (
        "joyce_kraut_2006",
        0,
        True,
    )


def answered() -> Story:
    story = newcomer(9)
    story.replies("bea", "hello", END - 1 * HOUR)
    return story


def closed() -> Story:
    story = newcomer(9)
    story.tell(Verb.CLOSED, "ada", END - 1 * HOUR, topic="hello")
    return story


def hidden() -> Story:
    story = newcomer(9)
    story.tell(Verb.HID_TOPIC, "ada", END - 1 * HOUR, topic="hello")
    return story


def of_the_team() -> Story:
    return replace(newcomer(9), staff=("ada", "ines"))


def not_new() -> Story:
    story = newcomer(9)
    story.replies("ines", "welcome", 1)
    return story


@pytest.mark.parametrize("hours", [6, 7 * 24 - 0.01])
def test_who_just_waits_long_enough_or_just_not_too_long_is_named(hours: float) -> None:
    assert said(newcomer(hours), "answer_newcomer") is not None


@pytest.mark.parametrize(
    "story",
    [lambda: newcomer(5.99), lambda: newcomer(7 * 24 + 0.01), answered, closed, hidden, of_the_team, not_new],
)
def test_nobody_is_named_who_was_answered_or_just_came_or_is_no_newcomer(story: Callable[[], Story]) -> None:
    assert said(story(), "answer_newcomer") is None


def test_the_evidence_is_what_this_community_shows_with_how_many() -> None:
    """A newcomer a day: two thirds were answered; half of those came back, of others none."""
    story = newcomer(9)
    story.replies("bea", "welcome", END - 600)
    for number in range(150):
        who, day = f"p{number}", END - 350 + number
        story.opens(who, f"t{number}", day)
        if number % 3:
            story.replies("bea", f"t{number}", day + 1)
        if number % 3 == 1:
            story.replies(who, "welcome", day + 30)

    year = measured(story, RETURN_WHEN_ANSWERED)
    found = known(story, "answer_newcomer", [year]).evidence

    assert (found.measure, found.n) == ("return_when_answered.v1", 119)  # of whole cohorts
    assert found.numbers == {"answered": pytest.approx(0.5, abs=0.01), "not answered": 0}


def test_three_topics_that_wait_three_days_are_called_for_from_the_oldest() -> None:
    story = waiting(3)

    found = known(story, "answer_topics")

    assert (found.moves, found.people) == ("answering", 3)
    assert found.hours == pytest.approx(82)
    assert [turn.place.topic for turn in found.turns()] == [story.id(f"t{number}") for number in (2, 1, 0)]
    assert [turn.hours for turn in found.turns()] == pytest.approx([82, 81, 80])


def test_of_many_topics_that_wait_all_are_counted_and_five_named() -> None:
    story = waiting(47)

    found = known(story, "answer_topics")

    assert found.reason["waiting"] == 47
    assert [turn.place.topic for turn in found.turns()] == [
        story.id(f"t{number}") for number in range(46, 41, -1)
    ]
    assert Advice.kept(json.loads(json.dumps(found.plain()))) == found


@pytest.mark.parametrize("hours", [72, 84 * 24 - 2.01])
def test_topics_that_just_wait_long_enough_or_just_not_too_long_are_called_for(hours: float) -> None:
    assert said(waiting(3, hours), "answer_topics") is not None


@pytest.mark.parametrize(
    "story",
    [lambda: waiting(2), lambda: waiting(3, 71.99), lambda: waiting(3, 84 * 24 - 1.99)],
    ids=["two", "one not yet", "one given up"],
)
def test_two_topics_or_not_quite_three_days_call_for_nothing(story: Callable[[], Story]) -> None:
    assert said(story(), "answer_topics") is None


def test_a_newcomers_topic_is_called_for_once() -> None:
    story = waiting(2)
    story.opens("ines", "hello", END - 80 * HOUR)

    assert said(story, "answer_topics") is None
    assert said(story, "answer_newcomer") is not None
