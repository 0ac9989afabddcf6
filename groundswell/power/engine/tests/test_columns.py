"""Columns are what stood at the cut-off, joined by place."""

from dataclasses import fields
from itertools import product

import numpy as np

from groundswell.power.engine.columns import Acts, Columns
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.measures.answering import first_answers
from groundswell.power.engine.measures.replies import replies
from groundswell.power.engine.results import Exclusion
from groundswell.power.engine.spans import NEVER, Window

ALWAYS = Window(0, NEVER)


def named(story: Story, columns: Columns) -> list[tuple[str, str, str, float]]:
    """The acts as who, toward, topic and day."""
    names = {number: name for name, number in story.names.items()}
    people = [names[int(number)] for number in columns.people.id] + ["-"]
    topics = [names[int(number)] for number in columns.topics.id] + ["-"]
    acts = columns.acts
    return [
        (people[who], people[toward], topics[topic], (int(when) - at(0)) / (at(1) - at(0)))
        for who, toward, topic, when in zip(acts.person, acts.toward, acts.topic, acts.at, strict=True)
    ]


def test_nothing_is_nothing() -> None:
    columns = Story().columns(day=10)

    assert (len(columns.people), len(columns.topics), len(columns.acts)) == (0, 0, 0)


def test_a_reply_that_names_nobody_goes_to_who_opened_the_topic() -> None:
    story = Story()
    story.replies("cy", "lamp", 2, toward="bea")
    story.replies("bea", "lamp", 1)
    story.opens("ada", "lamp", 0)

    columns = story.columns(day=3)

    assert named(story, columns) == [
        ("ada", "-", "lamp", 0),
        ("bea", "ada", "lamp", 1),
        ("cy", "bea", "lamp", 2),
    ]


def test_a_reply_to_somebody_unknown_is_an_answer_and_no_tie() -> None:
    story = Story()
    story.opens("ada", "lamp", 0)
    story.replies("bea", "lamp", 1, toward="?")

    columns = story.columns(day=3)

    assert named(story, columns) == [("ada", "-", "lamp", 0), ("bea", "-", "lamp", 1)]
    assert len(columns.people) == 2
    answered_at, answerer = first_answers(columns)
    assert (answered_at.tolist(), answerer.tolist()) == ([at(1)], [1])
    found = replies(columns, ALWAYS)
    assert (len(found.network), found.excluded[Exclusion.UNKNOWN_AUTHOR]) == (0, 1)


def test_nothing_at_or_after_the_cut_off_is_known() -> None:
    story = Story()
    story.opens("ada", "lamp", 0)
    story.replies("bea", "lamp", 3)

    assert len(story.columns(day=3).acts) == 1


def test_what_a_bot_does_is_left_out_and_counted() -> None:
    story = Story(bots=("robot",))
    story.opens("ada", "lamp", 0)
    story.replies("robot", "lamp", 1)
    story.replies("ada", "lamp", 2, toward="robot")

    columns = story.columns(day=3)

    assert [who for who, *_ in named(story, columns)] == ["ada", "ada"]
    assert columns.left_out(ALWAYS)[Exclusion.BOTS] == 1


def test_what_a_program_hides_is_hidden() -> None:
    story = Story(bots=("robot",))
    story.opens("ada", "lamp", 0)
    story.replies("eve", "lamp", 1, post="spam")
    story.tell(Verb.HID_POST, "robot", 2, topic="lamp", post="spam")

    assert len(story.columns(day=3).acts) == 1


def test_what_is_hidden_at_the_cut_off_is_gone_and_comes_back() -> None:
    story = Story()
    story.opens("ada", "lamp", 0)
    story.replies("eve", "lamp", 1, post="spam")
    story.tell(Verb.HID_POST, "bea", 2, topic="lamp", post="spam")
    story.tell(Verb.SHOWED_POST, "bea", 4, topic="lamp", post="spam")

    seen = [len(story.columns(day=day).acts) for day in (2, 3, 5)]

    assert seen == [2, 1, 2]
    assert story.columns(day=3).left_out(ALWAYS)[Exclusion.REMOVED] == 1


def test_a_hidden_first_post_or_topic_takes_all_of_it_along() -> None:
    story = Story()
    story.opens("ada", "lamp", 0)
    story.replies("bea", "lamp", 1)
    story.tell(Verb.HID_POST, "bea", 2, topic="lamp", post="lamp/1")
    story.opens("ada", "chair", 3)
    story.tell(Verb.HID_TOPIC, "bea", 4, topic="chair")

    columns = story.columns(day=5)

    assert (len(columns.topics), len(columns.acts)) == (0, 0)
    assert columns.left_out(ALWAYS)[Exclusion.REMOVED] == 3


def test_a_reaction_taken_back_is_not_counted_and_one_given_anew_is() -> None:
    story = Story()
    for day, verb in enumerate((Verb.REACTED, Verb.TOOK_BACK, Verb.REACTED)):
        story.tell(verb, "ada", day, topic="lamp", post="lamp/1")

    assert [len(story.columns(day=day).acts) for day in (1, 2, 3)] == [1, 0, 1]


def test_a_topic_ends_when_it_was_closed_for_good() -> None:
    story = Story()
    story.opens("ada", "lamp", 0)
    for day, verb in ((1, Verb.CLOSED), (2, Verb.REOPENED), (3, Verb.CLOSED)):
        story.tell(verb, "bea", day, topic="lamp")

    ended = [int(story.columns(day=day).topics.ended_at[0]) for day in (1, 2, 2.5, 4)]

    assert ended == [NEVER, at(1), NEVER, at(3)]


def test_people_know_when_they_first_acted_and_first_wrote() -> None:
    story = Story(staff=("ada",))
    story.opens("ada", "lamp", 0)
    story.tell(Verb.VISITED, "bea", 1)
    story.tell(Verb.REACTED, "bea", 2, topic="lamp", post="lamp/1")
    story.replies("bea", "lamp", 3)

    people = story.columns(day=4).people

    assert people.is_staff.tolist() == [True, False]
    assert people.acted.tolist() == [at(0), at(2)]
    assert people.wrote.tolist() == [at(0), at(3)]


def test_order_of_the_entries_does_not_matter() -> None:
    story = Story()
    story.opens("ada", "lamp", 0)
    for day in range(1, 30):
        story.replies(f"p{day % 7}", "lamp", day)
    forwards = named(story, story.columns(day=40))

    np.random.default_rng(1).shuffle(story.rows)

    assert named(story, story.columns(day=40)) == forwards


def test_what_happened_at_once_stands_in_one_order() -> None:
    story = Story()
    for person, topic, verb in product("abc", ("lamp", "chair"), (Verb.REACTED, Verb.THANKED, Verb.REPLIED)):
        story.tell(verb, person, 1, topic=topic, toward="d", post=f"{topic}/1")
    forwards = story.columns(day=2).acts

    np.random.default_rng(1).shuffle(story.rows)
    shuffled = story.columns(day=2).acts

    assert len(forwards) == 18
    assert [getattr(shuffled, each.name).tolist() for each in fields(Acts)] == [
        getattr(forwards, each.name).tolist() for each in fields(Acts)
    ]


def test_only_ones_own_reaction_to_that_very_post_is_taken_back() -> None:
    story = Story()
    story.tell(Verb.REACTED, "ada", 1, topic="lamp", post="lamp/1")
    story.tell(Verb.REACTED, "ada", 1, topic="lamp", post="lamp/2")
    story.tell(Verb.REACTED, "bea", 1, topic="lamp", post="lamp/1")
    story.tell(Verb.TOOK_BACK, "ada", 2, topic="lamp", post="lamp/1")
    story.tell(Verb.TOOK_BACK, "bea", 2, topic="lamp", post="lamp/2")

    columns = story.columns(day=3)

    left = zip(columns.people.id[columns.acts.person].tolist(), columns.acts.post.tolist(), strict=True)
    assert sorted(left) == sorted([
        (story.id("ada"), story.id("lamp/2")),
        (story.id("bea"), story.id("lamp/1")),
    ])  # fmt: skip
