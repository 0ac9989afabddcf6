"""Close a topic, and open it again."""

from django.db import transaction

from groundswell.kernel import clock
from groundswell.kernel.actor import Actor
from groundswell.kernel.text import one_line
from groundswell.topics import events
from groundswell.topics.counting import held_topic
from groundswell.topics.models import Closure, Topic
from groundswell.topics.policies import TopicPolicy


@transaction.atomic
def close_topic(actor: Actor, topic: Topic, *, reason: str = "") -> Closure:
    """Let the topic take no more replies."""
    topic = held_topic(topic.pk)
    TopicPolicy(actor, topic).close().require()
    closure = Closure.objects.create(topic=topic, by_id=actor.id, at=clock.now(), reason=one_line(reason))
    Topic.objects.filter(pk=topic.pk).update(is_closed=True)
    events.TOPIC_CLOSED.record(actor, topic, space=topic.space_id, topic=topic.pk, toward=topic.author_id)
    return closure


@transaction.atomic
def reopen_topic(actor: Actor, topic: Topic) -> None:
    """Let a closed topic take replies again."""
    topic = held_topic(topic.pk)
    TopicPolicy(actor, topic).reopen().require()
    Closure.objects.filter(topic=topic).delete()
    Topic.objects.filter(pk=topic.pk).update(is_closed=False)
    events.TOPIC_REOPENED.record(actor, topic, space=topic.space_id, topic=topic.pk, toward=topic.author_id)
