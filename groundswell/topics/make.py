"""Topics and posts for tests and the demo, made as people make them: by calling actions."""

from typing import Any

from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.actions.posting import Opening
from groundswell.topics.kinds import DISCUSSION, Kind
from groundswell.topics.models import Post, Topic


def make_topic(
    author: Member,
    title: str,
    *,
    space: Space,
    text: str = "A few words.",
    kind: Kind = DISCUSSION,
    **extra: Any,
) -> Topic:
    """A topic by the author; `extra` is what its kind asks besides."""
    return actions.open_topic(actor_for(author), space, Opening(title, text, kind, extra))


def make_reply(author: Member, topic: Topic, text: str = "An answer.", *, to: Post | None = None) -> Post:
    return actions.reply(actor_for(author), topic, text, reply_to=to)
