"""Give a heart or thanks, and take them back."""

from django.db import transaction
from django.db.models import F

from groundswell.kernel.actor import Actor
from groundswell.kernel.sql import write
from groundswell.topics import events
from groundswell.topics.models import Post, Reaction, ReactionKind
from groundswell.topics.policies import PostPolicy

_GIVEN = {ReactionKind.HEART: events.POST_HEARTED, ReactionKind.THANKS: events.POST_THANKED}
_TAKEN = {ReactionKind.HEART: events.HEART_WITHDRAWN, ReactionKind.THANKS: events.THANKS_WITHDRAWN}
_GIVE = """
    INSERT INTO topics_reaction (post_id, member_id, kind) VALUES (%s, %s, %s)
    ON CONFLICT (post_id, member_id, kind) DO NOTHING
"""
COUNTERS = {ReactionKind.HEART: "hearts", ReactionKind.THANKS: "thanks"}


@transaction.atomic
def react(actor: Actor, post: Post, kind: ReactionKind) -> None:
    """React to a post; a second call changes nothing."""
    PostPolicy(actor, post).react().require()
    if write(_GIVE, (post.pk, actor.id, kind)):
        _count(post, kind, 1)
        _GIVEN[kind].record(
            actor, post, space=post.topic.space_id, topic=post.topic_id, toward=post.author_id
        )


@transaction.atomic
def withdraw_reaction(actor: Actor, post: Post, kind: ReactionKind) -> None:
    """Take a reaction back; without one, nothing changes."""
    PostPolicy(actor, post).withdraw_reaction().require()
    gone, _rows = Reaction.objects.filter(post=post, member=actor.id, kind=kind).delete()
    if gone:
        _count(post, kind, -1)
        _TAKEN[kind].record(
            actor, post, space=post.topic.space_id, topic=post.topic_id, toward=post.author_id
        )


def _count(post: Post, kind: ReactionKind, by: int) -> None:
    counter = COUNTERS[kind]
    Post.objects.filter(pk=post.pk).update(**{counter: F(counter) + by})
