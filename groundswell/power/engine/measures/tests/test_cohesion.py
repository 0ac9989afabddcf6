"""Whether people have to do with each other is told by who replies to whom."""

from dataclasses import replace

import numpy as np
import pytest

from groundswell.power.engine.catalogue import PARTNERS, Measure
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.results import Result, State
from groundswell.power.engine.spans import Window

pytestmark = pytest.mark.once
ALL = [PARTNERS]


def asked(story: Story, measure: Measure = PARTNERS) -> Result:
    return measure.compute(story.columns(84), Window(at(0), at(84)))


def ring(size: int, copy: str = "") -> Story:
    """Everybody opens a topic, and the next two of a circle reply there."""
    story = Story()
    told(story, size, copy)
    return story


def told(story: Story, size: int, copy: str = "") -> None:
    for number in range(size):
        story.opens(f"p{number}{copy}", f"t{number}{copy}", 1)
        for step in (1, 2):
            story.replies(f"p{(number + step) % size}{copy}", f"t{number}{copy}", 2)


def test_in_a_circle_everybody_has_the_two_before_and_the_two_behind() -> None:
    found = asked(ring(40))

    assert (found.state, found.n, found.value) == (State.ESTIMATED, 40, 4)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == (4, 4)


def test_a_partner_counts_once_whichever_of_the_two_replied() -> None:
    story = Story()
    for number in range(30):
        story.opens(f"a{number}", f"t{number}", 1)
        for day in range(5):
            story.replies(f"b{number}", f"t{number}", 2 + day)
            story.replies(f"a{number}", f"t{number}", 2.5 + day, toward=f"b{number}")

    found = asked(story)

    assert (found.n, found.value) == (60, 1)


def test_who_wrote_and_met_nobody_counts_as_none_and_who_did_not_write_not_at_all() -> None:
    story = ring(30)
    for number in range(31):
        story.opens(f"alone{number}", f"alone{number}", 3)
        story.tell(Verb.REACTED, f"reader{number}", 4, topic="t1", post="t1/1")

    found = asked(story)

    assert (found.n, found.value) == (61, 0)


def test_the_interval_is_between_the_order_statistics_that_a_fair_coin_names() -> None:
    """Of 40, the 14th least and the 14th most: P(X <= 13 of 40) = 0.0192, and 0.0403 with one more."""
    story = Story()
    story.opens("hub", "hub", 0)
    for number in range(39):
        for other in range(number + 1):
            story.replies(f"p{number}", "hub", 1, toward="hub" if other == 0 else f"reader{other}")

    found = asked(story)

    assert (found.n, found.value) == (40, 20.5)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == (14, 27)


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.name)
def test_nothing_and_too_few_have_no_value(measure: Measure) -> None:
    assert asked(Story(), measure).state is State.UNDEFINED
    assert asked(ring(9), measure).state is State.TOO_FEW


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.name)
def test_one_member_alone_with_oneself_is_too_few(measure: Measure) -> None:
    story = Story()
    story.opens("ada", "lamp", 1)
    story.replies("ada", "lamp", 2)

    assert asked(story, measure).state in {State.UNDEFINED, State.TOO_FEW}


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.name)
def test_a_shuffled_community_and_a_thousand_bots_change_no_bit(measure: Measure) -> None:
    story = ring(40)
    plain = asked(story, measure)
    story.bots = tuple(f"robot{number}" for number in range(1000))
    for number, robot in enumerate(story.bots):
        story.replies(robot, f"t{number % 40}", 3)
    np.random.default_rng(7).shuffle(story.rows)

    crowded = asked(story, measure)

    assert replace(crowded, excluded={}) == replace(plain, excluded={})


def test_two_such_communities_talk_as_one_does() -> None:
    once, twice = ring(40), ring(40)
    told(twice, 40, copy="'")

    one, two = asked(once), asked(twice)

    assert (two.n, two.value) == (2 * one.n, one.value)
