from typing import Any

import pytest

from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.policy import Denied
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, Reaction, ReactionKind, ReadMark
from groundswell.topics.tests.ledger import entries, event_names

BOTH = pytest.mark.parametrize("kind", ReactionKind)
COUNTER = {ReactionKind.HEART: "hearts", ReactionKind.THANKS: "thanks"}


def counted(post: Post, kind: ReactionKind) -> int:
    return int(Post.objects.values_list(COUNTER[kind], flat=True).get(pk=post.pk))


@BOTH
def test_a_reaction_counts_once_and_can_be_taken_back(
    commons: Space, cy: Member, dan: Member, ada: Member, kind: ReactionKind
) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))

    for person in (dan, dan, ada):
        actions.react(actor_for(person), post, kind)
    given = counted(post, kind)
    for person in (dan, dan, cy):
        actions.withdraw_reaction(actor_for(person), post, kind)

    assert (given, counted(post, kind)) == (2, 1)
    assert [row.member for row in Reaction.objects.all()] == [ada]
    names = {"heart": ("post_hearted", "heart_withdrawn"), "thanks": ("post_thanked", "thanks_withdrawn")}[
        kind
    ]
    facts: tuple[Any, ...] = (post.pk, commons.pk, post.topic_id, cy.pk, {})
    assert entries()[2:] == [
        (names[0], dan.pk, *facts),
        (names[0], ada.pk, *facts),
        (names[1], dan.pk, *facts),
    ]


def test_a_heart_and_thanks_are_two_things(commons: Space, cy: Member, dan: Member) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))
    for kind in ReactionKind:
        actions.react(actor_for(dan), post, kind)

    actions.withdraw_reaction(actor_for(dan), post, ReactionKind.HEART)

    post.refresh_from_db()
    assert (post.hearts, post.thanks) == (0, 1)


@BOTH
def test_nobody_reacts_to_their_own_words(commons: Space, cy: Member, kind: ReactionKind) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))

    with pytest.raises(Denied, match="your own post"):
        actions.react(actor_for(cy), post, kind)

    assert counted(post, kind) == 0


@BOTH
def test_only_people_react(commons: Space, cy: Member, eve: Member, kind: ReactionKind) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))

    for actor in (actor_for(eve), actor_for(None), SYSTEM):
        with pytest.raises(Denied, match="Sign in"):
            actions.react(actor, post, kind)
        with pytest.raises(Denied, match="Sign in"):
            actions.withdraw_reaction(actor, post, kind)

    assert event_names() == ["opened", "replied"]


def test_a_hidden_post_takes_no_reactions(commons: Space, cy: Member, bea: Member) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))
    actions.hide_post(SYSTEM, post, reason="Rude.")
    post.refresh_from_db()

    with pytest.raises(Denied, match="This post is hidden"):
        actions.react(actor_for(bea), post, ReactionKind.HEART)


def mark_of(member: Member) -> int | None:
    return ReadMark.objects.filter(member=member).values_list("post", flat=True).first()


def test_a_mark_moves_forward_and_never_back(commons: Space, cy: Member, dan: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    first, second = make_reply(cy, topic), make_reply(cy, topic)
    reader = actor_for(dan)

    marks = []
    for post in (first.pk, topic.last_post, second.pk, first.pk, second.pk):
        actions.mark_read(reader, topic, post)
        marks.append(mark_of(dan))

    assert marks == [first.pk, first.pk, second.pk, second.pk, second.pk]
    assert ReadMark.objects.count() == 1


def test_a_mark_stands_at_a_post_that_its_reader_sees(commons: Space, cy: Member, dan: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    first, second = make_reply(cy, topic), make_reply(cy, topic)
    beside = make_reply(cy, make_topic(cy, "Beside", space=commons))
    actions.hide_post(SYSTEM, second, reason="Rude.")

    actions.mark_read(actor_for(dan), topic, 1)
    before_all = mark_of(dan)
    actions.mark_read(actor_for(dan), topic, second.pk)
    at_hidden = mark_of(dan)
    actions.mark_read(actor_for(dan), topic, beside.pk)

    assert (before_all, at_hidden, mark_of(dan)) == (None, first.pk, first.pk)


def test_only_people_have_marks(commons: Space, cy: Member, eve: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)

    for actor in (actor_for(eve), actor_for(None), SYSTEM):
        with pytest.raises(Denied, match="Sign in"):
            actions.mark_read(actor, topic, topic.last_post)

    assert not ReadMark.objects.exists()
