"""The counters of a topic and its space, kept in the transaction of what changes them.

Whoever counts holds the row, so that no count overwrites another. Rows are always taken in one order,
so that no two wait for each other: members, topics, posts, spaces, each by their ids.
"""

from django.db.models import BigIntegerField, Count, F, Max, Q, Value
from django.db.models.functions import Coalesce, Greatest

from groundswell.spaces.models import Space
from groundswell.topics.models import Post, Topic


def held_topic(topic: int) -> Topic:
    """The topic as it is now, held until the transaction ends."""
    return Topic.objects.select_for_update(no_key=True).get(pk=topic)


def held_post(post: Post) -> Post:
    """The post with its topic as they are now, both held until the transaction ends."""
    topic = held_topic(post.topic_id)
    post = Post.objects.select_for_update(no_key=True).get(pk=post.pk)
    post.topic = topic
    return post


def count_reply(topic: Topic, post: Post) -> None:
    """Add one shown reply to a topic that is held, without reading the other posts."""
    others = Post.objects.filter(topic=topic, author=post.author_id, is_hidden=False).exclude(pk=post.pk)
    topic.reply_count += 1
    topic.people_count += 0 if others.exists() else 1
    if post.pk > topic.last_post:
        topic.last_post, topic.last_author_id = post.pk, post.author_id
    topic.save(update_fields=["last_post", "last_author", "reply_count", "people_count"])
    if counts_in_space(topic):
        Space.objects.filter(pk=topic.space_id).update(last_post=_later(topic.last_post))


def count_topic(topic: Topic) -> None:
    """Add one new topic to its space."""
    if counts_in_space(topic):
        Space.objects.filter(pk=topic.space_id).update(
            topic_count=F("topic_count") + 1, last_post=_later(topic.last_post)
        )


def recount_topic(topic: int) -> None:
    """Count the shown posts anew, after one was hidden, restored or removed."""
    held = held_topic(topic)
    shown = Post.objects.filter(topic=held, is_hidden=False)
    sums = shown.aggregate(
        replies=Count("pk", filter=Q(is_opening=False)), people=Count("author", distinct=True)
    )
    held.reply_count, held.people_count = sums["replies"], sums["people"]
    if last := shown.order_by("-pk").first():
        held.last_post, held.last_author_id = last.pk, last.author_id
    held.save(update_fields=["last_post", "last_author", "reply_count", "people_count"])


def recount_spaces(*spaces: int) -> None:
    """Count the topics that everybody in these spaces may see."""
    for space in Space.objects.select_for_update(no_key=True).filter(pk__in=spaces).order_by("pk"):
        shown = Topic.objects.filter(space=space, is_hidden=False, is_private=False)
        sums = shown.aggregate(count=Count("pk"), last=Max("last_post"))
        space.topic_count, space.last_post = sums["count"], sums["last"]
        space.save(update_fields=["topic_count", "last_post"])


def counts_in_space(topic: Topic) -> bool:
    return not topic.is_hidden and not topic.is_private


def _later(post: int) -> Greatest:
    """The later of this post and the last there was: replies in two topics may cross."""
    return Greatest(Coalesce(F("last_post"), Value(0)), Value(post, output_field=BigIntegerField()))
