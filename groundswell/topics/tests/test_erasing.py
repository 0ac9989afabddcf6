"""What becomes of words when their writer leaves."""

import pytest

from groundswell.kernel.actor import SYSTEM
from groundswell.people import actions as people
from groundswell.people.make import make_imported_member
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Mention, Post, Reaction, ReactionKind, ReadMark, Revision, Topic
from groundswell.topics.queries.pages import post_page
from groundswell.topics.tests.counts import recounted, stored


def test_whoever_leaves_may_leave_their_words(commons: Space, cy: Member, dan: Member) -> None:
    topic = make_topic(dan, "The drill", space=commons, text="It runs.")
    make_reply(cy, topic)

    tombstone = people.leave(SYSTEM, dan, keep_posts=True)

    (opening, _answer) = post_page(SYSTEM, topic.pk).posts
    assert (opening.html, opening.author.id, opening.author.name) == (
        '<p dir="auto">It runs.</p>',
        tombstone.pk,
        "Someone who left",
    )
    assert Topic.objects.get().title == "The drill"


def test_whoever_leaves_may_take_their_words(commons: Space, cy: Member, dan: Member) -> None:
    answered = make_topic(dan, "The drill", space=commons, text="It *runs*.")
    actions.edit_post(actor_for(dan), Post.objects.get(), "It runs.")
    answer = make_reply(cy, answered)
    make_reply(dan, answered, "Thanks.", to=answer)
    make_reply(dan, make_topic(dan, "Alone", space=commons), "Still alone.")
    elsewhere = make_topic(cy, "Elsewhere", space=commons)
    reply = make_reply(cy, elsewhere, "To Dan.", to=make_reply(dan, elsewhere, "From Dan."))

    people.leave(SYSTEM, dan, keep_posts=False)

    reply.refresh_from_db()
    assert {topic.title for topic in Topic.objects.all()} == {"…", "Elsewhere"}
    assert [post.source for post in Post.objects.order_by("pk")] == [
        "",
        "An answer.",
        "A few words.",
        "To Dan.",
    ]
    assert reply.reply_to is None
    assert Topic.objects.get(pk=answered.pk).excerpt == ""
    assert not Revision.objects.exists()
    assert stored() == recounted()


def test_reactions_marks_and_mentions_go(commons: Space, cy: Member, dan: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons, text="Hello, @Dan.")
    for kind in ReactionKind:
        actions.react(actor_for(dan), Post.objects.get(), kind)
    actions.mark_read(actor_for(dan), topic, topic.last_post)

    people.leave(SYSTEM, dan, keep_posts=True)

    topic.refresh_from_db()
    assert not any(model.objects.exists() for model in (Reaction, ReadMark, Mention))
    assert Post.objects.get().source == "Hello, @someone."
    assert topic.excerpt == "Hello, @someone."
    assert stored() == recounted()


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("@dan", "@someone"),
        ("@DAN!", "@someone!"),
        ("(@Dan).", "(@someone)."),
        ("@dan.brook and @danny", "@dan.brook and @danny"),
        ("dan@example.org", "dan@example.org"),
        ("> [Cy](/p/5) wrote:\n> @dan", "> [Cy](/p/5) wrote:\n> @someone"),
    ],
)
def test_a_handle_goes_from_sources_and_from_what_they_said_before(
    commons: Space, cy: Member, dan: Member, said: str, left: str
) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons), said)
    actions.edit_post(actor_for(cy), post, f"Now: {said}")

    people.leave(SYSTEM, dan, keep_posts=True)

    post.refresh_from_db()
    assert post.source == f"Now: {left}"
    assert Revision.objects.get().source == left


def test_a_post_that_is_longer_than_a_new_one_may_be_does_not_hold_anybody_back(
    commons: Space, cy: Member, dan: Member
) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))
    Post.objects.filter(pk=post.pk).update(source="@dan " + "x" * 400_000)

    people.leave(SYSTEM, dan, keep_posts=True)

    post.refresh_from_db()
    assert post.source.startswith("@someone x")
    assert post.html.startswith('<p dir="auto">@someone x')


def test_a_member_without_a_handle_leaves_too(commons: Space, cy: Member) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons), "Mail me @ home @ noon, @None.")
    member = make_imported_member("Olga Old")
    Member.objects.filter(pk=member.pk).update(handle=None, handle_key=None)
    member.refresh_from_db()

    people.leave(SYSTEM, member, keep_posts=True)

    post.refresh_from_db()
    assert post.source == "Mail me @ home @ noon, @None."
