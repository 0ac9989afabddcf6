"""The gate's twin for rows in memory: who sees a topic and a post, decided for thousands without a query.

`gate.py` says the same as SQL, and tests/test_sight.py holds one to the other.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from groundswell.kernel.actor import Actor
from groundswell.spaces.models import Verb
from groundswell.topics.models import Participant, Post, Topic


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """All that decides who sees a topic."""

    id: int
    space: int
    author: int
    is_hidden: bool
    is_private: bool
    participants: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PostFacts:
    """All that decides who sees a post of the topic."""

    id: int
    author: int
    is_hidden: bool
    topic: TopicFacts


def is_topic_seen(topic: TopicFacts, actor: Actor) -> bool:
    if actor.is_system:
        return True
    if topic.space not in actor.places:
        return False
    if not actor.is_person:
        return not topic.is_hidden and not topic.is_private
    is_among = not topic.is_private or actor.id in topic.participants
    return is_among and _is_shown(actor, topic, topic.space)


def is_post_seen(post: PostFacts, actor: Actor) -> bool:
    if not is_topic_seen(post.topic, actor):
        return False
    return actor.is_system or _is_shown(actor, post, post.topic.space)


def _is_shown(actor: Actor, row: TopicFacts | PostFacts, space: int) -> bool:
    if not row.is_hidden:
        return True
    return actor.is_person and (row.author == actor.id or space in actor.where(Verb.MODERATE))


def topic_facts(topics: Collection[int]) -> Mapping[int, TopicFacts]:
    """The facts of these topics: one query, and one more if some are among participants."""
    fields = ("pk", "space_id", "author_id", "is_hidden", "is_private")
    rows = list(Topic.objects.filter(pk__in=topics).values_list(*fields))
    among = _participants([row[0] for row in rows if row[4]])
    return {
        pk: TopicFacts(pk, space, author, is_hidden, is_private, frozenset(among[pk]))
        for pk, space, author, is_hidden, is_private in rows
    }


def post_facts(posts: Collection[int], topics: Mapping[int, TopicFacts]) -> Mapping[int, PostFacts]:
    """The facts of those of these posts that stand in one of the topics. One query."""
    fields = ("pk", "author_id", "is_hidden", "topic_id")
    rows = Post.objects.filter(pk__in=posts, topic__in=topics.keys()).values_list(*fields)
    return {row[0]: PostFacts(row[0], row[1], row[2], topics[row[3]]) for row in rows}


def _participants(topics: Collection[int]) -> Mapping[int, set[int]]:
    among: dict[int, set[int]] = defaultdict(set)
    if topics:
        for topic, member in Participant.objects.filter(topic__in=topics).values_list(
            "topic_id", "member_id"
        ):
            among[topic].add(member)
    return among
