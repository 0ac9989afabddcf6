"""A topic above its posts: what its page says of the whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from groundswell.kernel import ids
from groundswell.kernel.actor import Actor
from groundswell.kernel.sql import rows
from groundswell.topics.gate import topic_gate
from groundswell.topics.models import Topic
from groundswell.topics.queries.rows import Person, person, topic_address

_HEAD = """
SELECT t.id, t.space_id, t.kind, t.title, t.reply_count, t.people_count, t.last_post, t.is_closed,
       t.is_hidden, t.is_private, t.author_id, a.handle, a.name, closure.reason, closer.name,
       hiding.reason, mark.post, t.language
FROM topics_topic t
JOIN people_member a ON a.id = t.author_id
LEFT JOIN topics_closure closure ON closure.topic_id = t.id
LEFT JOIN people_member closer ON closer.id = closure.by_id
LEFT JOIN topics_hiding hiding ON hiding.topic_id = t.id
LEFT JOIN topics_readmark mark ON mark.topic_id = t.id AND mark.member_id = %s
"""


@dataclass(frozen=True, slots=True)
class TopicHead:
    """A topic above its posts, as one reader sees it."""

    id: int
    space: int
    kind: str
    title: str
    reply_count: int
    people_count: int
    last_post: int
    is_closed: bool
    is_hidden: bool
    is_private: bool
    author: Person
    closed_because: str
    closed_by: str
    hidden_because: str
    read_up_to: int | None
    language: str

    @property
    def address(self) -> str:
        return topic_address(self.id, self.title)

    @property
    def opened_at(self) -> datetime:
        return ids.time_of(self.id)

    @property
    def last_at(self) -> datetime:
        return ids.time_of(self.last_post)

    def as_topic(self) -> Topic:
        """The unsaved model that policies ask about."""
        return Topic(
            id=self.id,
            space_id=self.space,
            author_id=self.author.id,
            is_closed=self.is_closed,
            is_hidden=self.is_hidden,
            is_private=self.is_private,
        )


def topic_head(actor: Actor, topic: int) -> TopicHead | None:
    """The topic if the actor may see it, else None."""
    gate = topic_gate(actor, "t")
    found = rows(f"{_HEAD} WHERE t.id = %s AND {gate.sql}", (actor.id, topic, *gate.values))
    return _head(found[0]) if found else None


def _head(values: tuple[Any, ...]) -> TopicHead:
    return TopicHead(
        id=values[0],
        space=values[1],
        kind=values[2],
        title=values[3],
        reply_count=values[4],
        people_count=values[5],
        last_post=values[6],
        is_closed=bool(values[7]),
        is_hidden=bool(values[8]),
        is_private=bool(values[9]),
        author=person(values[10:13]),
        closed_because=values[13] or "",
        closed_by=values[14] or "",
        hidden_because=values[15] or "",
        read_up_to=values[16],
        language=values[17],
    )
