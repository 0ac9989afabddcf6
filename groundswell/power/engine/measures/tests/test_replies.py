"""An arc goes from who replied to whom it was said."""

import numpy as np
import pytest

from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.measures.replies import Replies, replies
from groundswell.power.engine.results import Exclusion
from groundswell.power.engine.spans import Window

pytestmark = pytest.mark.once


def arcs(story: Story, *, first: float = 0, last: float = 84) -> dict[tuple[str, str], int]:
    """How often who replied to whom."""
    columns = story.columns(last)
    found = replies(columns, Window(at(first), at(last)))
    names = {number: name for name, number in story.names.items()}
    who = [names[int(columns.people.id[place])] for place in found.people]
    network = found.network
    return {
        (who[tail], who[head]): int(weight)
        for tail, head, weight in zip(network.tails, network.heads, network.weights, strict=True)
    }


def found(story: Story) -> Replies:
    return replies(story.columns(84), Window(at(0), at(84)))


def talk() -> Story:
    story = Story()
    story.opens("ada", "lamp", 1)
    story.replies("bea", "lamp", 2)
    story.replies("cy", "lamp", 3, toward="bea")
    story.replies("bea", "lamp", 4)
    return story


def test_a_reply_goes_to_whom_it_names_or_to_who_opened() -> None:
    assert arcs(talk()) == {("bea", "ada"): 2, ("cy", "bea"): 1}


def test_only_replies_of_the_window_count_and_the_topic_may_be_older() -> None:
    assert arcs(talk(), first=3, last=4) == {("cy", "bea"): 1}
    assert arcs(talk(), first=4) == {("bea", "ada"): 1}


def test_who_replies_to_oneself_has_no_tie_and_is_counted() -> None:
    story = talk()
    story.replies("ada", "lamp", 5)

    assert arcs(story) == {("bea", "ada"): 2, ("cy", "bea"): 1}
    assert found(story).excluded[Exclusion.TO_ONESELF] == 1


def test_bots_and_unknown_people_have_no_ties() -> None:
    story = talk()
    story.bots = ("robot",)
    story.replies("robot", "lamp", 5)
    story.replies("dan", "lamp", 6, toward="robot")
    story.replies("", "lamp", 7)
    story.replies("dan", "nowhere", 8)

    assert arcs(story) == {("bea", "ada"): 2, ("cy", "bea"): 1}
    assert found(story).excluded[Exclusion.BOTS] == 1
    assert found(story).excluded[Exclusion.UNKNOWN_AUTHOR] == 3


def test_writers_are_told_from_those_who_are_only_replied_to() -> None:
    story = Story()
    story.opens("ada", "lamp", 0)
    story.tell(Verb.REACTED, "eve", 1, topic="lamp", post="lamp/1")
    story.replies("bea", "lamp", 2)
    story.opens("cy", "alone", 2)

    replied = replies(story.columns(84), Window(at(1), at(84)))

    assert (len(replied.people), replied.writers) == (3, 2)


def test_of_nothing_there_are_no_people_and_no_arcs() -> None:
    nothing = found(Story())

    assert (len(nothing.people), nothing.writers, len(nothing.network)) == (0, 0, 0)


def test_clocks_that_go_backwards_break_no_tie() -> None:
    story = Story()
    story.opens("ada", "lamp", 5)
    story.replies("bea", "lamp", 2)

    assert arcs(story) == {("bea", "ada"): 1}


def test_order_of_the_entries_does_not_matter() -> None:
    story = talk()
    before = found(story)
    np.random.default_rng(5).shuffle(story.rows)
    after = found(story)

    assert after.network.keys().tolist() == before.network.keys().tolist()
    assert after.network.weights.tolist() == before.network.weights.tolist()
