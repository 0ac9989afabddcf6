"""What one reader may do to each post of a page, asked of the policies without a query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from groundswell.kernel.actor import Actor
from groundswell.topics.models import Post
from groundswell.topics.policies import PostPolicy, TopicPolicy
from groundswell.topics.queries.heads import TopicHead
from groundswell.topics.queries.rows import PostRow

_ANOTHER = 0  # nobody has this id


@dataclass(frozen=True, slots=True)
class PostRights:
    react: bool
    reply: bool
    edit: bool
    hide: bool
    restore: bool


def post_rights(actor: Actor, head: TopicHead, posts: Sequence[PostRow]) -> Mapping[int, PostRights]:
    """The rights of the actor over each of these posts of one topic.

    Policies are told of a post whether it is the actor's own, whether it opens the topic and whether it is
    hidden, and of nothing else: they are asked once for all posts that are alike in this.
    """
    post = Post(topic=head.as_topic())
    can = PostPolicy(actor, post)
    may_reply = bool(TopicPolicy(actor, post.topic).reply())

    @cache
    def rights(author: int | None, *, is_opening: bool, is_hidden: bool) -> PostRights:
        post.author_id, post.is_opening, post.is_hidden = author or _ANOTHER, is_opening, is_hidden
        return _rights(can, may_reply)

    return {
        row.id: rights(
            actor.id if row.author.id == actor.id else None,
            is_opening=row.is_opening,
            is_hidden=row.is_hidden,
        )
        for row in posts
    }


def _rights(can: PostPolicy, may_reply: bool) -> PostRights:  # noqa: FBT001 - one right among five
    return PostRights(
        react=bool(can.react()),
        reply=may_reply and not can.post.is_hidden,
        edit=bool(can.edit()),
        hide=bool(can.hide()),
        restore=bool(can.restore()),
    )
