from typing import Any

import pytest

from groundswell.kernel import ids
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.errors import Invalid
from groundswell.kernel.policy import Denied
from groundswell.people.models import Member
from groundswell.spaces.audiences import TEAM, Audiences
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.actions.posting import Opening
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Mention, Participant, Post, Topic
from groundswell.topics.rendering.render import RENDERER_VERSION
from groundswell.topics.tests.ledger import entries, event_names

INVISIBLE = ["", "   ", "\u200b\u2060", "\x00", "\ud800", "\u3164", "\ufeff\n\t"]


def test_opening_a_topic_keeps_it_its_first_post_and_what_happened(commons: Space, cy: Member) -> None:
    topic = actions.open_topic(actor_for(cy), commons, Opening(" The \n drill\u202e ", "It *runs* again."))

    post = Post.objects.get(topic=topic)
    kept = Topic.objects.get(pk=topic.pk)
    assert (kept.title, kept.excerpt, kept.kind) == ("The drill", "It runs again.", "discussion")
    assert (kept.author, kept.last_author, kept.space) == (cy, cy, commons)
    assert (kept.last_post, kept.reply_count, kept.people_count) == (post.pk, 0, 1)
    assert (post.source, post.html) == ("It *runs* again.", '<p dir="auto">It <em>runs</em> again.</p>')
    assert (post.is_opening, post.author, post.renderer) == (True, cy, RENDERER_VERSION)
    assert ids.time_of(kept.pk) == kept.opened_at
    assert entries() == [("opened", cy.pk, topic.pk, commons.pk, topic.pk, None, {"post": post.pk})]
    commons.refresh_from_db()
    assert (commons.topic_count, commons.last_post) == (1, post.pk)


def test_a_reply_keeps_its_words_and_counts(commons: Space, cy: Member, dan: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    first = make_reply(dan, topic, "Oil\x00 it.")

    second = actions.reply(actor_for(cy), topic, "I\r\nwill.", reply_to=first)

    kept = Topic.objects.get(pk=topic.pk)
    assert (first.source, second.source) == ("Oil it.", "I\nwill.")
    assert (second.reply_to, second.author, second.is_opening) == (first, cy, False)
    assert (kept.reply_count, kept.people_count) == (2, 2)
    assert (kept.last_post, kept.last_author) == (second.pk, cy)
    assert entries()[1:] == [
        ("replied", dan.pk, first.pk, commons.pk, topic.pk, cy.pk, {}),
        ("replied", cy.pk, second.pk, commons.pk, topic.pk, dan.pk, {}),
    ]


@pytest.mark.parametrize("text", [*INVISIBLE, "[a]: https://example.org"])
def test_a_post_says_something_that_can_be_seen(commons: Space, cy: Member, text: str) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))
    before = event_names()

    for act in (
        lambda: actions.open_topic(actor_for(cy), commons, Opening("Hello", text)),
        lambda: actions.reply(actor_for(cy), post.topic, text),
        lambda: actions.edit_post(actor_for(cy), post, text),
    ):
        with pytest.raises(Invalid, match="Write a few words first") as wrong:
            act()
        assert wrong.value.field == "text"

    assert event_names() == before
    assert Post.objects.count() == 2
    assert Post.objects.get(pk=post.pk).source == "An answer."


@pytest.mark.parametrize("title", [*INVISIBLE, "x" * 151])
def test_a_title_can_be_seen_and_is_not_long(commons: Space, cy: Member, title: str) -> None:
    topic = make_topic(cy, "Hello", space=commons)

    with pytest.raises(Invalid, match="A title has 1 to 150 characters") as opening:
        actions.open_topic(actor_for(cy), commons, Opening(title, "Words."))
    with pytest.raises(Invalid, match="A title has 1 to 150 characters") as change:
        actions.change_title(actor_for(cy), topic, title)

    assert (opening.value.field, change.value.field) == ("title", "title")

    assert [each.title for each in Topic.objects.all()] == ["Hello"]


def test_text_that_breaks_a_limit_is_answered_with_its_sentence(commons: Space, cy: Member) -> None:
    with pytest.raises(Invalid, match="at most 65536 characters") as wrong:
        make_topic(cy, "Hello", space=commons, text="x" * 65_537)

    assert wrong.value.field == "text"


@pytest.mark.parametrize("who", ["eve", "nobody"])
def test_only_people_write(request: pytest.FixtureRequest, commons: Space, cy: Member, who: str) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    actor = actor_for(request.getfixturevalue(who))

    with pytest.raises(Denied, match="Sign in to take part"):
        actions.reply(actor, topic, "Words.")
    with pytest.raises(Denied, match="Sign in to take part"):
        actions.open_topic(actor, commons, Opening("Hello", "Words."))
    with pytest.raises(Invalid, match="Only a member writes posts"):
        actions.reply(SYSTEM, topic, "Words.")

    assert Post.objects.count() == 1


def test_nobody_writes_where_they_may_not(commons: Space, cy: Member, dan: Member) -> None:
    room, news = make_private_space(cy), make_space("News", audiences=Audiences(open=TEAM, reply=TEAM))

    for place in (room, news):
        with pytest.raises(Denied):
            actions.open_topic(actor_for(dan), place, Opening("Hello", "Words."))

    assert not Topic.objects.exists()


@pytest.mark.parametrize("state", ["closed", "hidden"])
def test_a_closed_or_hidden_topic_takes_no_replies_and_no_changes(
    commons: Space, cy: Member, state: str
) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))
    if state == "closed":
        actions.close_topic(SYSTEM, post.topic)
    else:
        actions.hide_topic(SYSTEM, post.topic, reason="Rude.")

    for act in (
        lambda: actions.reply(actor_for(cy), post.topic, "More."),
        lambda: actions.edit_post(actor_for(cy), post, "More."),
        lambda: actions.change_title(actor_for(cy), post.topic, "More"),
    ):
        with pytest.raises(Denied, match=f"This topic is {state}"):
            act()

    assert Post.objects.count() == 2


def test_a_reply_answers_a_post_of_its_own_topic(commons: Space, cy: Member) -> None:
    elsewhere = make_reply(cy, make_topic(cy, "Elsewhere", space=commons))

    with pytest.raises(Invalid, match="another topic"):
        make_reply(cy, make_topic(cy, "Here", space=commons), to=elsewhere)


def test_the_same_sending_twice_is_one_post(commons: Space, cy: Member, dan: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)

    first = actions.reply(actor_for(cy), topic, "Once.", submission="a")
    again = actions.reply(actor_for(cy), topic, "Once.", submission="a")
    others = actions.reply(actor_for(dan), topic, "Once.", submission="a")

    assert first == again != others
    assert event_names() == ["opened", "replied", "replied"]
    assert Topic.objects.get(pk=topic.pk).reply_count == 2


def test_the_same_sending_twice_is_one_topic(commons: Space, cy: Member) -> None:
    opening = Opening("Hello", "Once.", submission="a")

    first = actions.open_topic(actor_for(cy), commons, opening)
    again = actions.open_topic(actor_for(cy), commons, opening)

    assert first == again
    assert event_names() == ["opened"]


def test_other_words_under_the_name_of_an_old_sending_are_not_lost(commons: Space, cy: Member) -> None:
    """A browser that goes back shows the form that it has sent already."""
    topic, beside = (make_topic(cy, title, space=commons) for title in ("Hello", "Beside"))
    actions.reply(actor_for(cy), topic, "First.", submission="a")

    said = [
        actions.reply(actor_for(cy), topic, "Second.", submission="a").source,
        actions.reply(actor_for(cy), beside, "First.", submission="a").source,
        actions.open_topic(actor_for(cy), commons, Opening("Third", "First.", submission="a")).title,
    ]

    assert said == ["Second.", "First.", "Third"]
    assert Post.objects.count() == 6


def test_a_sending_is_found_again_after_its_topic_was_closed(commons: Space, cy: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    first = actions.reply(actor_for(cy), topic, "Once.", submission="a")
    actions.close_topic(SYSTEM, topic)

    assert actions.reply(actor_for(cy), topic, "Once.", submission="a") == first


def test_an_edit_keeps_what_was_said_before(commons: Space, cy: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons, text="First *words*.")
    post = Post.objects.get(topic=topic)

    edited = actions.edit_post(actor_for(cy), post, "Second words.", reason=" Better\n so. ")

    (kept,) = post.revisions.all()
    topic.refresh_from_db()
    assert (kept.source, kept.html, kept.renderer) == (post.source, post.html, post.renderer)
    assert (kept.by, kept.reason) == (cy, "Better so.")
    assert (edited.source, edited.html) == ("Second words.", '<p dir="auto">Second words.</p>')
    assert edited.last_revision == kept.pk
    assert topic.excerpt == "Second words."
    assert entries()[1:] == [("post_edited", cy.pk, post.pk, commons.pk, topic.pk, None, {})]


def test_an_edit_of_a_reply_leaves_the_excerpt_alone(commons: Space, cy: Member) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons, text="First."))

    actions.edit_post(actor_for(cy), post, "Other.")

    assert Topic.objects.get().excerpt == "First."


def test_an_edit_that_changes_nothing_is_none(commons: Space, cy: Member) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons), "One\ntwo")

    unchanged = actions.edit_post(actor_for(cy), post, "One\r\ntwo")

    assert unchanged.last_revision is None
    assert "post_edited" not in event_names()


@pytest.mark.parametrize("who", ["ada", "bea", "dan", "eve", "nobody"])
def test_only_its_author_edits_a_post(
    request: pytest.FixtureRequest, commons: Space, cy: Member, who: str
) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))

    with pytest.raises(Denied, match="Only its author"):
        actions.edit_post(actor_for(request.getfixturevalue(who)), post, "Forged.")

    assert Post.objects.get(pk=post.pk).source == "An answer."


def mentioned(entries: list[tuple[Any, ...]]) -> list[int]:
    return [entry[5] for entry in entries if entry[0] == "member_mentioned"]


def test_those_whom_a_post_names_are_told_once(commons: Space, ada: Member, cy: Member, dan: Member) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons), "@dan and @Cyrus and @nobody.here")
    assert mentioned(entries()) == [dan.pk]

    actions.edit_post(actor_for(cy), post, "@dan and @ada")

    assert mentioned(entries()) == [dan.pk, ada.pk]
    assert set(Mention.objects.values_list("member", flat=True)) == {dan.pk, ada.pk}


def test_whoever_is_only_quoted_as_named_is_not_told(commons: Space, cy: Member, dan: Member) -> None:
    first = make_reply(cy, make_topic(cy, "Hello", space=commons), "Ask them.")

    make_reply(cy, first.topic, f"> [Cyrus](/p/{first.pk}) wrote:\n> @dan\n\nIndeed.")

    assert mentioned(entries()) == []


def test_a_private_topic_is_for_its_participants_and_its_author(
    commons: Space, cy: Member, dan: Member
) -> None:
    opening = Opening("Between us", "Words.", participants=[dan, dan])

    topic = actions.open_topic(actor_for(cy), commons, opening)

    assert topic.is_private
    assert set(Participant.objects.values_list("member", flat=True)) == {cy.pk, dan.pk}
    assert Topic.objects.visible_to(actor_for(cy)).get() == topic
    assert make_reply(dan, topic).topic == topic
    commons.refresh_from_db()
    assert (commons.topic_count, commons.last_post) == (0, None)
