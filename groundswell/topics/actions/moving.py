"""Give a topic another title, or another space."""

from django.db import transaction

from groundswell.kernel import epoch
from groundswell.kernel.actor import Actor
from groundswell.spaces.models import Space
from groundswell.topics import events
from groundswell.topics.counting import held_topic, recount_spaces
from groundswell.topics.models import Topic
from groundswell.topics.policies import TopicPolicy
from groundswell.topics.writing import titled


@transaction.atomic
def change_title(actor: Actor, topic: Topic, title: str) -> Topic:
    """Give the topic another title."""
    topic = held_topic(topic.pk)
    TopicPolicy(actor, topic).change_title().require()
    title = titled(title)
    if title != topic.title:
        topic.title = title
        topic.save(update_fields=["title"])
        events.TITLE_CHANGED.record(actor, topic, space=topic.space_id, topic=topic.pk)
    return topic


@transaction.atomic
def move_topic(actor: Actor, topic: Topic, space: Space) -> Topic:
    """Move the topic to another space, whose readers it then has."""
    topic = held_topic(topic.pk)
    TopicPolicy(actor, topic).move(space).require()
    before = topic.space_id
    topic.space = space
    topic.save(update_fields=["space"])
    recount_spaces(before, space.pk)
    epoch.bump()
    events.TOPIC_MOVED.record(
        actor, topic, space=space.pk, topic=topic.pk, toward=topic.author_id, data={"from": before}
    )
    return topic
