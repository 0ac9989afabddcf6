"""Open a topic, reply, edit."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kernel import ids
from groundswell.kernel.actor import Actor
from groundswell.kernel.errors import Invalid
from groundswell.kernel.text import one_line
from groundswell.people.models import Member
from groundswell.spaces.models import Space
from groundswell.topics import events
from groundswell.topics.counting import count_reply, count_topic, held_post, held_topic
from groundswell.topics.kinds import DISCUSSION, Kind
from groundswell.topics.models import Participant, Post, Revision, Topic
from groundswell.topics.policies import PostPolicy, TopicPolicy
from groundswell.topics.rendering.source import cleaned
from groundswell.topics.writing import keep_mentions, titled, write_into


@dataclass(frozen=True, slots=True)
class Opening:
    """What a person says when opening a topic. `submission` names the sending, so that it counts once."""

    title: str
    text: str
    kind: Kind = DISCUSSION
    extra: Mapping[str, Any] = field(default_factory=dict)
    participants: Collection[Member] = ()
    submission: str | None = None
    language: str = ""


@transaction.atomic
def open_topic(actor: Actor, space: Space, opening: Opening) -> Topic:
    """Open a topic with its first post; the same submission again answers the same topic."""
    opening.kind.may_open(actor, space).require()
    sent = _sent_before(actor, opening.submission)
    if sent and (sent.topic.title, sent.source) == (titled(opening.title), cleaned(opening.text)):
        return sent.topic
    topic, post = _new_topic(actor, space, opening)
    post.submission = None if sent else opening.submission
    done = write_into(post, opening.text)
    topic.excerpt = done.excerpt
    topic.save(force_insert=True)
    post.save(force_insert=True)
    _let_in(topic, opening.participants)
    opening.kind.opened(actor, topic, opening.extra)
    count_topic(topic)
    events.TOPIC_OPENED.record(actor, topic, space=space.pk, topic=topic.pk, data={"post": post.pk})
    _tell_mentioned(actor, post, done.mentions)
    return topic


@transaction.atomic
def reply(
    actor: Actor, topic: Topic, text: str, *, reply_to: Post | None = None, submission: str | None = None
) -> Post:
    """Reply in a topic; the same submission again answers the same post."""
    sent = _sent_before(actor, submission)
    topic = held_topic(topic.pk)
    if sent and (sent.topic_id, sent.source) == (topic.pk, cleaned(text)):
        return sent
    TopicPolicy(actor, topic).reply().require()
    if reply_to is not None and reply_to.topic_id != topic.pk:
        raise Invalid(_("The post that you reply to is in another topic."), "reply_to")
    post = Post(topic=topic, author_id=_author(actor), reply_to=reply_to)
    post.submission = None if sent else submission
    done = write_into(post, text)
    post.save(force_insert=True)
    count_reply(topic, post)
    toward = (reply_to.author_id if reply_to else topic.author_id) or None
    events.POST_REPLIED.record(actor, post, space=topic.space_id, topic=topic.pk, toward=toward)
    _tell_mentioned(actor, post, done.mentions)
    return post


@transaction.atomic
def edit_post(actor: Actor, post: Post, text: str, *, reason: str = "") -> Post:
    """Change a post, keeping what it said before; the same text again changes nothing."""
    post = held_post(post)
    PostPolicy(actor, post).edit().require()
    if cleaned(text) == post.source:
        return post
    kept = Revision(post=post, by_id=_author(actor), reason=one_line(reason))
    kept.source, kept.html, kept.renderer = post.source, post.html, post.renderer
    done = write_into(post, text)
    kept.save(force_insert=True)
    post.last_revision = kept.pk
    post.save(update_fields=["source", "html", "renderer", "last_revision"])
    if post.is_opening:
        Topic.objects.filter(pk=post.topic_id).update(excerpt=done.excerpt)
    events.POST_EDITED.record(actor, post, space=post.topic.space_id, topic=post.topic_id)
    _tell_mentioned(actor, post, done.mentions)
    return post


def _new_topic(actor: Actor, space: Space, opening: Opening) -> tuple[Topic, Post]:
    author, post_id = _author(actor), ids.new_id()
    topic = Topic(
        space=space,
        kind=opening.kind.name,
        title=titled(opening.title),
        author_id=author,
        last_author_id=author,
        last_post=post_id,
        language=opening.language,
        is_private=bool(opening.participants),
    )
    post = Post(id=post_id, topic=topic, author_id=author, is_opening=True, language=opening.language)
    return topic, post


def _author(actor: Actor) -> int:
    if actor.id is None:
        raise Invalid(_("Only a member writes posts."))
    return actor.id


def _let_in(topic: Topic, participants: Collection[Member]) -> None:
    """Those whom a private topic is for, and whoever opens it."""
    if topic.is_private:
        people = {topic.author_id, *(member.pk for member in participants)}
        Participant.objects.bulk_create(Participant(topic=topic, member_id=each) for each in sorted(people))


def _sent_before(actor: Actor, submission: str | None) -> Post | None:
    """The post as which a sending of this name has arrived already; of two at once, the second waits here.

    It may say something else: a browser that goes back shows a form that has been sent. That is another
    sending, which then goes without the name.
    """
    if not submission or actor.id is None:
        return None
    Member.objects.select_for_update(no_key=True).filter(pk=actor.id).first()
    return Post.objects.filter(author=actor.id, submission=submission).select_related("topic").first()


def _tell_mentioned(actor: Actor, post: Post, members: Collection[int]) -> None:
    for member in keep_mentions(post, members):
        if member != actor.id:
            events.MEMBER_MENTIONED.record(
                actor, post, space=post.topic.space_id, topic=post.topic_id, toward=member
            )
