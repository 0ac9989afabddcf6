"""Whether people have to do with each other is told by who replies to whom."""

from dataclasses import replace

import numpy as np
import pytest

from groundswell.power.engine.catalogue import Measure
from groundswell.power.engine.catalogue.cohesion import (
    BRIDGES,
    COMPONENTS,
    CORE,
    GROUPS,
    ISOLATES,
    PARTNERS,
    RECIPROCITY,
    TRANSITIVITY,
)
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.results import Result, State
from groundswell.power.engine.spans import Window

pytestmark = pytest.mark.once
ALL = [PARTNERS, RECIPROCITY, COMPONENTS, ISOLATES, CORE, BRIDGES, TRANSITIVITY, GROUPS]
SCALE_FREE = [PARTNERS, RECIPROCITY, ISOLATES, CORE, TRANSITIVITY]


def asked(story: Story, measure: Measure = PARTNERS, day: float = 84) -> Result:
    return measure.compute(story.columns(day), Window(at(0), at(84)))


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


def test_a_reply_back_makes_two_arcs_that_go_both_ways() -> None:
    story = ring(40)
    for number in range(20):
        story.replies(f"p{number}", f"t{number}", 3, toward=f"p{(number + 1) % 40}")

    found = asked(story, RECIPROCITY)

    assert (found.state, found.n) == (State.COUNTED, 100)
    assert found.value == pytest.approx(40 / 100)
    assert found.parts["by chance"].value == pytest.approx(100 / (40 * 39), abs=0.02)
    assert found.parts["beyond chance"].value == pytest.approx(0.4 - (found.parts["by chance"].value or 0))
    assert (found.parts["z"].value or 0) > 5


def test_where_chance_has_no_choice_there_is_no_z() -> None:
    """All reply to one who replies to all: no other network has these degrees."""
    story = Story()
    story.opens("hub", "hub", 1)
    for number in range(40):
        story.replies(f"p{number}", "hub", 2)
        story.replies("hub", "hub", 3, toward=f"p{number}")

    found = asked(story, RECIPROCITY)

    assert found.value == 1
    assert found.parts["by chance"].value == 1
    assert found.parts["z"].state is State.UNDEFINED


def test_two_circles_hang_together_by_half_and_in_one_direction_only_until_somebody_replies() -> None:
    story = ring(40)
    told(story, 40, copy="'")
    apart = asked(story, COMPONENTS)
    story.replies("p0", "t0'", 3)
    joined = asked(story, COMPONENTS)

    assert (apart.n, apart.value, apart.parts["both ways"].value) == (80, 0.5, 0.5)
    assert (joined.n, joined.value, joined.parts["both ways"].value) == (80, 1, 0.5)


def test_who_wrote_without_any_reply_is_alone() -> None:
    story = ring(40)
    for number in range(10):
        story.opens(f"alone{number}", f"alone{number}", 3)

    found = asked(story, ISOLATES)

    assert (found.n, found.value) == (50, 0.2)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.1124, 0.3304), abs=1e-4)


def test_the_core_is_of_those_who_all_know_each_other() -> None:
    story = ring(40)
    for name, size in (("core", 8), ("four", 4)):
        for number in range(size):
            for other in range(number):
                story.replies(f"{name}{number}", f"{name}{other}", 3, toward=f"{name}{other}")

    found = asked(story, CORE)

    assert (found.value, found.parts["people"].value) == (7, 52)


def test_who_alone_links_two_circles_is_a_bridge() -> None:
    story = ring(40)
    told(story, 40, copy="'")
    story.replies("go-between", "t0", 3)
    story.replies("go-between", "t0'", 3)

    assert asked(story, BRIDGES).value == 3


def test_in_a_circle_half_of_those_with_a_common_acquaintance_know_each_other() -> None:
    """Of the six pairs among the four whom each knows, three do."""
    assert asked(ring(40), TRANSITIVITY).value == pytest.approx(0.5)


def test_where_no_two_share_an_acquaintance_there_is_no_such_share() -> None:
    story = Story()
    for number in range(40):
        story.opens(f"a{number}", f"t{number}", 1)
        story.replies(f"b{number}", f"t{number}", 2)

    assert asked(story, TRANSITIVITY).state is State.UNDEFINED


def test_a_network_of_writers_alone_has_no_ties_to_measure() -> None:
    story = Story()
    for number in range(40):
        story.opens(f"a{number}", f"t{number}", 1)

    states = {measure.name: asked(story, measure).state for measure in ALL}

    assert asked(story, ISOLATES).value == 1
    assert asked(story, COMPONENTS).value == pytest.approx(1 / 40)
    assert (asked(story, CORE).value, asked(story, BRIDGES).value) == (0, 0)
    assert {name for name, state in states.items() if state is State.UNDEFINED} == {
        "reciprocity", "transitivity", "groups",
    }  # fmt: skip


def test_what_was_imported_counts_for_what_it_was() -> None:
    story = ring(40)
    plain = {measure.name: asked(story, measure) for measure in ALL}
    story.rows = [(*row[:-1], True) for row in story.rows]

    assert {measure.name: asked(story, measure) for measure in ALL} == plain


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.name)
def test_what_is_yet_to_come_is_not_known(measure: Measure) -> None:
    story = ring(40)

    assert asked(story, measure, day=0.5).state is State.UNDEFINED


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


@pytest.mark.parametrize("measure", SCALE_FREE, ids=lambda measure: measure.name)
def test_two_such_communities_talk_as_one_does(measure: Measure) -> None:
    once, twice = ring(40), ring(40)
    told(twice, 40, copy="'")

    one, two = asked(once, measure), asked(twice, measure)

    assert (two.n, two.value) == (2 * one.n, one.value)
