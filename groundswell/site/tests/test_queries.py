"""What waits for one member: at most one of each, and only what they can move on."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.people import actions as people
from groundswell.people.make import make_imported_member, make_member
from groundswell.people.models import Member
from groundswell.site.queries import Waiting, waiting_for
from groundswell.spaces.audiences import TEAM, Audiences
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.actions.posting import Opening
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Topic


@pytest.fixture(autouse=True)
def _some_time_ago() -> Iterator[None]:
    """Everything below happens yesterday, so that today is after it."""
    with clock.moved_to(clock.now() - timedelta(days=1)):
        yield


def waiting(member: Member) -> list[tuple[str, str]]:
    return [(each.why, each.title) for each in waiting_for(actor_for(member))]


def test_nothing_waits_in_a_quiet_community(commons: Space, cy: Member) -> None:
    assert waiting_for(actor_for(cy)) == []


def test_a_newcomer_without_an_answer_waits_for_everybody_else(
    commons: Space, cy: Member, dan: Member
) -> None:
    topic = make_topic(dan, "My first question", space=commons)

    (told,) = waiting_for(actor_for(cy))

    assert isinstance(told, Waiting)
    assert (told.why, told.topic, told.title, told.who.name) == (
        "first_words",
        topic.pk,
        "My first question",
        "Dan",
    )
    assert (told.at, told.count, told.address) == (topic.opened_at, 0, f"/t/{topic.pk}/my-first-question/")
    assert waiting(dan) == []


def test_whoever_has_waited_longest_comes_first(commons: Space, cy: Member, dan: Member, ada: Member) -> None:
    make_topic(dan, "First", space=commons)
    make_topic(ada, "Second", space=commons)

    assert waiting(cy) == [("first_words", "First")]


@pytest.mark.parametrize(
    "how", ["answered", "closed", "hidden", "an old hand", "suspended", "imported", "left", "old"]
)
def test_first_words_wait_no_more(commons: Space, cy: Member, dan: Member, bea: Member, how: str) -> None:
    author = make_imported_member("Olga Old") if how == "imported" else dan
    moment = clock.now() - timedelta(days=40 if how == "old" else 0)
    with clock.moved_to(moment):
        if how == "an old hand":
            make_reply(dan, make_topic(bea, "Earlier", space=commons))
        topic = make_topic(author, "Hello", space=commons)
    if how == "answered":
        make_reply(bea, topic)
    elif how == "closed":
        actions.close_topic(SYSTEM, topic)
    elif how == "hidden":
        actions.hide_topic(SYSTEM, topic, reason="Rude.")
    elif how == "suspended":
        people.suspend(SYSTEM, dan, "Sold glue.")
    elif how == "left":
        people.leave(SYSTEM, dan, keep_posts=True)

    assert [each for each in waiting(cy) + waiting(bea) if each[1] == "Hello"] == []


def test_first_words_wait_only_for_those_who_may_answer(
    commons: Space, cy: Member, dan: Member, bea: Member
) -> None:
    news = make_space("News", audiences=Audiences(reply=TEAM))
    make_topic(dan, "Hello", space=news)

    assert (waiting(cy), waiting(bea)) == ([], [("first_words", "Hello")])


def test_whoever_was_named_and_has_not_read_it_is_told(commons: Space, cy: Member, dan: Member) -> None:
    topic = make_topic(cy, "The drill", space=commons)
    make_reply(cy, topic, "Hello.")
    post = make_reply(cy, topic, "What do you say, @dan?")

    (told,) = waiting_for(actor_for(dan))

    assert (told.why, told.who.name, told.go_to, told.at) == ("mention", "Cyrus", post.pk, post.written_at)
    assert told.address == f"/t/{topic.pk}/the-drill/?from={post.pk}#post-{post.pk}"
    actions.mark_read(actor_for(dan), topic, post.pk)
    assert waiting(dan) == []


@pytest.mark.parametrize(
    "how", ["themselves", "post hidden", "topic hidden", "moved away", "taken back", "old"]
)
def test_a_mention_waits_no_more(commons: Space, cy: Member, bea: Member, dan: Member, how: str) -> None:
    """Not for moderators either, who would see what is hidden."""
    moment = clock.now() - timedelta(days=40 if how == "old" else 0)
    with clock.moved_to(moment):
        topic = make_topic(cy, "The drill", space=commons)
        make_reply(cy, topic)
        post = make_reply(bea if how == "themselves" else cy, topic, "@bea @dan")
    if how == "post hidden":
        actions.hide_post(SYSTEM, post, reason="Rude.")
    elif how == "topic hidden":
        actions.hide_topic(SYSTEM, topic, reason="Rude.")
    elif how == "moved away":
        actions.move_topic(SYSTEM, topic, make_private_space())
    elif how == "taken back":
        actions.edit_post(actor_for(cy), post, "Nobody.")
    who = {"themselves": bea, "moved away": dan}.get(how, bea)

    assert [each for each in waiting(who) if each[0] == "mention"] == []


def test_a_topic_that_one_takes_part_in_goes_on(commons: Space, cy: Member, dan: Member) -> None:
    topic = make_topic(cy, "The drill", space=commons)
    mine = make_reply(dan, topic)
    actions.mark_read(actor_for(dan), topic, mine.pk)
    make_reply(cy, topic)
    last = make_reply(cy, topic)

    (told,) = waiting_for(actor_for(dan))

    assert (told.why, told.title, told.who.name, told.count) == ("unread", "The drill", "Cyrus", 2)
    assert (told.at, told.go_to) == (last.written_at, mine.pk)


@pytest.mark.parametrize(
    "how", ["only read", "own words", "hidden post", "hidden topic", "moved away", "never marked"]
)
def test_a_topic_goes_on_without_them(commons: Space, cy: Member, dan: Member, how: str) -> None:
    topic = make_topic(cy, "The drill", space=commons)
    if how != "only read":
        make_reply(dan, topic)
    if how != "never marked":
        actions.mark_read(actor_for(dan), topic, 2**62)
    post = make_reply(dan if how == "own words" else cy, topic)
    if how == "hidden post":
        actions.hide_post(SYSTEM, post, reason="Rude.")
    elif how == "hidden topic":
        actions.hide_topic(SYSTEM, topic, reason="Rude.")
    elif how == "moved away":
        actions.move_topic(SYSTEM, topic, make_private_space())

    assert waiting(dan) == []


def test_one_of_each_waits_and_no_topic_twice(commons: Space, cy: Member, dan: Member, ada: Member) -> None:
    newcomer = make_member("Ines")
    make_topic(newcomer, "My grandmother’s Pfaff", space=commons)
    for title in ("The drill", "The clock"):
        topic = make_topic(cy, title, space=commons)
        actions.mark_read(actor_for(dan), topic, make_reply(dan, topic).pk)
        make_reply(ada, topic)
    make_reply(cy, topic, "@dan")
    make_reply(cy, make_topic(cy, "The lamp", space=commons), "@dan")

    assert waiting(dan) == [
        ("first_words", "My grandmother’s Pfaff"),
        ("mention", "The lamp"),
        ("unread", "The clock"),
    ]


def test_a_mention_in_the_topic_that_goes_on_is_said_once(commons: Space, cy: Member, dan: Member) -> None:
    topic = make_topic(cy, "The drill", space=commons)
    actions.mark_read(actor_for(dan), topic, make_reply(dan, topic).pk)
    make_reply(cy, topic, "@dan")

    assert waiting(dan) == [("mention", "The drill")]


def test_private_topics_wait_for_their_participants(
    commons: Space, cy: Member, dan: Member, ada: Member
) -> None:
    opening = Opening("Between us", "Hello @dan, not @ada.", participants=[dan])
    actions.open_topic(actor_for(cy), commons, opening)

    assert waiting(dan) == [("mention", "Between us")]
    assert [each for each in waiting(ada) if each[1] == "Between us"] == []
    assert Topic.objects.count() == 1
