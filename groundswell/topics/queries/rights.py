"""What one reader may do to each post of a page, asked of the policies without a query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.kernel.actor import Actor
from groundswell.topics.models import Post, Topic
from groundswell.topics.policies import PostPolicy, TopicPolicy
from groundswell.topics.queries.heads import TopicHead
from groundswell.topics.queries.rows import PostRow


@dataclass(frozen=True, slots=True)
class PostRights:
    react: bool
    reply: bool
    edit: bool
    hide: bool
    restore: bool


def post_rights(actor: Actor, head: TopicHead, posts: Sequence[PostRow]) -> Mapping[int, PostRights]:
    """The rights of the actor over each of these posts of one topic."""
    topic = head.as_topic()
    may_reply = bool(TopicPolicy(actor, topic).reply())
    return {row.id: _rights(PostPolicy(actor, _post(row, topic)), may_reply) for row in posts}


def _rights(can: PostPolicy, may_reply: bool) -> PostRights:  # noqa: FBT001 - one right among five
    return PostRights(
        react=bool(can.react()),
        reply=may_reply and not can.post.is_hidden,
        edit=bool(can.edit()),
        hide=bool(can.hide()),
        restore=bool(can.restore()),
    )


def _post(row: PostRow, topic: Topic) -> Post:
    return Post(
        id=row.id, topic=topic, author_id=row.author.id, is_opening=row.is_opening, is_hidden=row.is_hidden
    )
