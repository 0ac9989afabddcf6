"""A response goes to the post it answers, as far as a source tells."""

import numpy as np
import pytest

from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.measures.responses import responses

pytestmark = pytest.mark.once


def others(story: Story, *, until: float = 84) -> list[int]:
    """By post, in order of writing: from how many others it had a response."""
    return [int(count) for count in responses(story.columns(84), at(until)).others]


def h(story: Story, who: str, *, since: float = 0) -> int:
    columns = story.columns(400)
    found = responses(columns, at(400)).h_index(since=at(since))
    return int(found[np.searchsorted(columns.people.id, story.id(who))])


def test_a_reply_goes_to_the_last_post_of_whom_it_is_to_in_that_topic() -> None:
    story = Story()
    story.opens("ada", "lamp", 1)
    story.replies("bea", "lamp", 2)
    story.replies("ada", "lamp", 3, toward="bea")
    story.replies("cy", "lamp", 4)
    story.replies("dan", "lamp", 5, toward="bea")
    story.opens("ada", "chair", 6)
    story.replies("dan", "lamp", 7, toward="ada")

    assert others(story) == [1, 2, 2, 0, 0, 0, 0]


def test_several_responses_of_one_person_count_once_and_ones_own_not_at_all() -> None:
    story = Story()
    story.opens("ada", "lamp", 1)
    for day in (2, 3):
        story.replies("bea", "lamp", day)
        story.tell(Verb.REACTED, "bea", day, topic="lamp", toward="ada", post="lamp/1")
        story.tell(Verb.THANKED, "ada", day, topic="lamp", toward="ada", post="lamp/1")
    story.replies("ada", "lamp", 4)

    assert others(story) == [1, 0, 0, 0]


def test_a_heart_goes_to_the_reply_that_bears_its_number_or_else_to_the_opening() -> None:
    """The ledger names the topic where it tells of an opening, and the first post where of a heart for it."""
    story = Story()
    story.tell(Verb.OPENED, "ada", 1, topic="lamp")
    story.replies("bea", "lamp", 2, post="lamp/2")
    story.tell(Verb.REACTED, "cy", 3, topic="lamp", toward="ada", post="lamp/1")
    story.tell(Verb.THANKED, "dan", 3, topic="lamp", toward="bea", post="lamp/2")
    story.tell(Verb.REACTED, "eve", 3, topic="lamp", toward="bea", post="lamp/2")

    assert others(story) == [2, 2]


def test_a_heart_for_a_bots_reply_is_none_for_who_opened() -> None:
    story = Story(bots=("robot",))
    story.tell(Verb.OPENED, "ada", 1, topic="lamp")
    story.replies("robot", "lamp", 2, post="lamp/2")
    story.tell(Verb.REACTED, "cy", 3, topic="lamp", toward="robot", post="lamp/2")

    assert others(story) == [0]


def test_nothing_later_than_asked_for_counts() -> None:
    story = Story()
    story.opens("ada", "lamp", 1)
    story.replies("bea", "lamp", 2)

    assert others(story, until=2) == [0]
    assert others(story, until=1) == []


def test_an_answer_before_its_question_answers_nothing() -> None:
    story = Story()
    story.replies("bea", "lamp", 1)
    story.tell(Verb.REACTED, "cy", 1, topic="nowhere", post="nowhere/1")
    story.opens("ada", "lamp", 2)

    assert others(story) == [0, 0]


def test_of_nothing_nothing_came_back() -> None:
    assert others(Story()) == []


def test_h_is_as_many_posts_as_had_as_many_others() -> None:
    """With 4, 3, 3 and 1 others: three posts had three each, and no four had four."""
    story = Story()
    for number, count in enumerate((4, 3, 3, 1)):
        story.opens("ada", f"t{number}", number)
        for other in range(count):
            story.replies(f"p{other}", f"t{number}", number + 0.5)

    assert (h(story, "ada"), h(story, "ada", since=1), h(story, "ada", since=3)) == (3, 2, 1)
    assert h(story, "p0") == 0
