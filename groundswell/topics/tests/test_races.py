"""Many at once: each thing counts once, nothing is lost, and no two wait for each other for ever."""

from random import Random

import pytest

from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.policy import Denied
from groundswell.kernel.tests.parallel import together
from groundswell.people.make import make_member
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.actions.posting import Opening
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Closure, Post, Reaction, ReactionKind, ReadMark, Topic
from groundswell.topics.tests.counts import recounted, stored
from groundswell.topics.tests.ledger import event_names

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

MANY = 20


def test_one_heart_given_many_times_at_once_is_one(commons: Space, cy: Member, dan: Member) -> None:
    post, reader = make_reply(cy, make_topic(cy, "Hello", space=commons)), actor_for(dan)

    together(MANY, lambda _number: actions.react(reader, post, ReactionKind.HEART))

    post.refresh_from_db()
    assert (post.hearts, Reaction.objects.count()) == (1, 1)
    assert event_names().count("post_hearted") == 1


def test_a_heart_given_and_taken_at_once_is_counted_as_it_stands(
    commons: Space, cy: Member, dan: Member
) -> None:
    post, reader = make_reply(cy, make_topic(cy, "Hello", space=commons)), actor_for(dan)

    def toggle(number: int) -> None:
        act = actions.withdraw_reaction if number % 2 else actions.react
        act(reader, post, ReactionKind.HEART)

    together(MANY, toggle)

    post.refresh_from_db()
    assert post.hearts == Reaction.objects.count()


def test_a_reply_sent_many_times_at_once_is_one(commons: Space, cy: Member) -> None:
    topic, writer = make_topic(cy, "Hello", space=commons), actor_for(cy)

    posts = together(MANY, lambda _number: actions.reply(writer, topic, "Once.", submission="a"))

    assert len({post.pk for post in posts}) == 1
    assert Topic.objects.get().reply_count == 1
    assert event_names() == ["opened", "replied"]


def test_a_topic_sent_many_times_at_once_is_one(commons: Space, cy: Member) -> None:
    writer, opening = actor_for(cy), Opening("Hello", "Once.", submission="a")

    topics = together(MANY, lambda _number: actions.open_topic(writer, commons, opening))

    assert len({topic.pk for topic in topics}) == 1
    assert Space.objects.get().topic_count == 1


def test_many_who_talk_at_once_are_all_counted(commons: Space, cy: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    writers = [actor_for(make_member(f"Writer {number}")) for number in range(5)]

    together(MANY, lambda number: actions.reply(writers[number % 5], topic, f"Words {number}."))

    topic.refresh_from_db()
    assert (topic.reply_count, topic.people_count) == (MANY, 6)
    assert stored() == recounted()


def test_a_topic_is_closed_once(commons: Space, cy: Member) -> None:
    topic, closer = make_topic(cy, "Hello", space=commons), actor_for(cy)

    def close(_number: int) -> bool:
        try:
            actions.close_topic(closer, topic)
        except Denied:
            return False
        return True

    assert together(MANY, close).count(True) == 1
    assert Closure.objects.count() == 1


def test_a_mark_ends_at_the_last_post_that_anybody_brought(commons: Space, cy: Member, dan: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    posts = [make_reply(cy, topic, f"Words {number}.").pk for number in range(MANY)]
    reader = actor_for(dan)
    Random(7).shuffle(order := list(range(MANY)))  # noqa: S311 - an order, not a secret

    together(MANY, lambda number: actions.mark_read(reader, topic, posts[order[number]]))

    assert ReadMark.objects.get().post == posts[-1]


def test_hiding_moving_and_talking_at_once_lose_no_count(commons: Space, cy: Member, dan: Member) -> None:
    """Each takes rows in the same order, so that nobody waits for ever; each holds what it counts."""
    bench = make_space("Bench")
    places = [commons, bench]
    topics = [make_topic(cy, f"Topic {number}", space=places[number % 2]) for number in range(4)]
    posts = [make_reply(dan, topic) for topic in topics for _number in range(3)]
    writer = actor_for(dan)

    def act(number: int) -> None:
        topic, post = topics[number % 4], posts[number % 12]
        step = number % 5
        try:
            if step == 0:
                actions.hide_post(SYSTEM, post, reason="Rude.")
            elif step == 1:
                actions.move_topic(SYSTEM, topic, places[number // 5 % 2])
            elif step == 2:
                actions.hide_topic(SYSTEM, topic, reason="Rude.")
            elif step == 3:
                actions.open_topic(writer, places[number % 2], Opening(f"New {number}", "Words."))
            else:
                actions.reply(writer, topic, "More.", reply_to=posts[number % 4 * 3])
        except Denied:
            return

    together(MANY * 2, act)

    assert stored() == recounted()
    assert Post.objects.count() > len(posts)
