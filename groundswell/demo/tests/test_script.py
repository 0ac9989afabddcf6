"""The story as it is written: that it hangs together, on whatever day it is told."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from groundswell.demo.moments import WEEKS, Calendar
from groundswell.demo.play import script
from groundswell.demo.plot import told
from groundswell.demo.script import Deed, Told, story, topics_in

pytestmark = [pytest.mark.once, pytest.mark.wide]

SUNDAY_EVENING = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
ANCHORS = [SUNDAY_EVENING + timedelta(hours=hours) for hours in range(0, 7 * 24, 11)]
PLAY = """
# The ladder
key: ladder
space: commons
kind: announcement
days: 3

## walter, w5 tue 19:10
Where is it?
% hearts 3 ada
% close +1d bea: It is home.

## bea to walter, +20m
>> walter: Where is it?

In Mill Street, see [[drill]].
"""


def all_told() -> list[Told]:
    return told(story().topics, Calendar(SUNDAY_EVENING))


def test_a_topic_reads_like_a_play() -> None:
    [topic] = topics_in(PLAY)

    assert (topic.key, topic.title, topic.space, topic.kind, topic.days) == (
        "ladder", "The ladder", "commons", "announcement", 3
    )  # fmt: skip
    assert [(line.author, line.to, line.when) for line in topic.lines] == [
        ("walter", "", "w5 tue 19:10"),
        ("bea", "walter", "+20m"),
    ]
    assert topic.lines[0].text == "Where is it?"
    assert topic.lines[0].deeds == (
        Deed("hearts", ("3", "ada"), ""),
        Deed("close", ("+1d", "bea"), "It is home."),
    )
    assert topic.answered(1) == 0
    assert topic.quoted(1) == {">> walter: Where is it?": (0, "Where is it?")}


@pytest.mark.parametrize("wrong", ["## walter", "## walter, w5 tue 19:10\n% 7 hearts"])
def test_a_slip_of_the_pen_is_named(wrong: str) -> None:
    with pytest.raises(ValueError, match="does not say"):
        list(topics_in(f"# T\nkey: t\nspace: commons\n\n{wrong}\n"))


def test_a_quote_of_what_nobody_said_is_named() -> None:
    [topic] = topics_in(PLAY.replace(">> walter: Where is it?", ">> walter: Here it is!"))

    with pytest.raises(ValueError, match="walter has not said 'Here it is!' before post 2"):
        topic.quoted(1)


def test_every_quote_and_answer_has_its_post() -> None:
    answers = [post.topic.answered(post.number) for post in all_told()]
    quotes = [each for post in all_told() for each in post.topic.quoted(post.number)]

    assert len([each for each in answers if each is not None]) > 20
    assert len(quotes) > 10


def test_whoever_and_whatever_is_named_is_in_the_story() -> None:
    people = {person.handle for person in story().people}
    spaces = {"commons", *(place.key for place in story().places)}
    named = {post.line.author for post in all_told()} | {
        word
        for post in all_told()
        for deed in post.line.deeds
        if deed.verb in {"hearts", "thanks"}
        for word in deed.words
        if not word.isdecimal()
    }

    assert named - people == set()
    assert {topic.space for topic in story().topics} - spaces == set()
    assert len({topic.key for topic in story().topics}) == len(story().topics)


def test_nobody_gives_a_heart_or_thanks_to_themselves() -> None:
    own = [
        post.key
        for post in all_told()
        for deed in post.line.deeds
        if deed.verb in {"hearts", "thanks"} and post.line.author in deed.words
    ]

    assert own == []


def test_nobody_says_the_same_thing_twice() -> None:
    texts = Counter(post.line.text for post in all_told())

    assert [text for text, times in texts.items() if times > 1 and len(text) > len("No.")] == []


@pytest.mark.parametrize("anchor", ANCHORS, ids=str)
def test_nobody_acts_before_they_joined_or_after_now(anchor: datetime) -> None:
    calendar = Calendar(anchor)
    joined = {person.handle: calendar.moment(person.joins) for person in story().people}

    acts = script(story(), calendar)

    assert [act for act in acts if act.at >= anchor] == []
    assert [act for act in acts if act.who and act.at < joined[act.who]] == []


def test_a_week_later_everything_is_the_same_a_week_later() -> None:
    week = timedelta(weeks=1)

    before = script(story(), Calendar(SUNDAY_EVENING))
    after = script(story(), Calendar(SUNDAY_EVENING + week))

    assert [(act.at + week, act.who) for act in before] == [(act.at, act.who) for act in after]


def test_people_sleep() -> None:
    whole_weeks = Calendar(SUNDAY_EVENING).start + timedelta(weeks=WEEKS)

    at_night = [post.key for post in all_told() if post.at < whole_weeks and 1 <= post.at.hour < 5]

    assert at_night == []
