"""Hide a topic or a post, with a reason, and restore it.

What is hidden is seen by its author, with the reason, and by moderators. The counters leave it out.
"""

from django.db import transaction

from groundswell.kernel import clock, epoch
from groundswell.kernel.actor import Actor
from groundswell.topics import events
from groundswell.topics.counting import held_post, held_topic, recount_spaces, recount_topic
from groundswell.topics.models import Hiding, Post, Topic
from groundswell.topics.policies import PostPolicy, TopicPolicy
from groundswell.topics.writing import reasoned


@transaction.atomic
def hide_topic(actor: Actor, topic: Topic, *, reason: str) -> Hiding:
    """Leave the topic to its author and to moderators."""
    topic = held_topic(topic.pk)
    TopicPolicy(actor, topic).hide().require()
    hiding = Hiding.objects.create(topic=topic, by_id=actor.id, at=clock.now(), reason=reasoned(reason))
    _set_topic(topic, is_hidden=True)
    events.TOPIC_HIDDEN.record(actor, topic, space=topic.space_id, topic=topic.pk, toward=topic.author_id)
    return hiding


@transaction.atomic
def restore_topic(actor: Actor, topic: Topic) -> None:
    """Show a hidden topic again."""
    topic = held_topic(topic.pk)
    TopicPolicy(actor, topic).restore().require()
    Hiding.objects.filter(topic=topic).delete()
    _set_topic(topic, is_hidden=False)
    events.TOPIC_RESTORED.record(actor, topic, space=topic.space_id, topic=topic.pk, toward=topic.author_id)


@transaction.atomic
def hide_post(actor: Actor, post: Post, *, reason: str) -> Hiding:
    """Leave a reply to its author and to moderators."""
    post = held_post(post)
    PostPolicy(actor, post).hide().require()
    hiding = Hiding.objects.create(post=post, by_id=actor.id, at=clock.now(), reason=reasoned(reason))
    _set_post(post, is_hidden=True)
    events.POST_HIDDEN.record(
        actor, post, space=post.topic.space_id, topic=post.topic_id, toward=post.author_id
    )
    return hiding


@transaction.atomic
def restore_post(actor: Actor, post: Post) -> None:
    """Show a hidden reply again."""
    post = held_post(post)
    PostPolicy(actor, post).restore().require()
    Hiding.objects.filter(post=post).delete()
    _set_post(post, is_hidden=False)
    events.POST_RESTORED.record(
        actor, post, space=post.topic.space_id, topic=post.topic_id, toward=post.author_id
    )


def _set_topic(topic: Topic, *, is_hidden: bool) -> None:
    Topic.objects.filter(pk=topic.pk).update(is_hidden=is_hidden)
    recount_spaces(topic.space_id)
    epoch.bump()


def _set_post(post: Post, *, is_hidden: bool) -> None:
    Post.objects.filter(pk=post.pk).update(is_hidden=is_hidden)
    recount_topic(post.topic_id)
    recount_spaces(post.topic.space_id)
    epoch.bump()
