"""What waits for one member: at most three things, each something that only they can move on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from groundswell.kernel import clock, ids
from groundswell.kernel.actor import Actor
from groundswell.kernel.sql import rows
from groundswell.spaces.models import Verb
from groundswell.topics.gate import post_gate, topic_gate, within
from groundswell.topics.queries.rows import Person, person, topic_address

_RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: `why` is first_words, mention or unread."""

    why: str
    topic: int
    title: str
    who: Person
    at: datetime
    count: int
    go_to: int

    @property
    def address(self) -> str:
        place = f"?from={self.go_to}#post-{self.go_to}" if self.go_to else ""
        return f"{topic_address(self.topic, self.title)}{place}"


def waiting_for(actor: Actor) -> Sequence[Waiting]:
    """A newcomer without an answer, a mention not yet read, a topic to go on with: one of each."""
    found = [_first_words(actor), _mention(actor), _unread(actor)]
    seen: set[int] = set()
    kept = []
    for each in found:
        if each is not None and each.topic not in seen:
            seen.add(each.topic)
            kept.append(each)
    return kept


def _since() -> int:
    return ids.first_id_at(clock.now() - _RECENT)


def _first_words(actor: Actor) -> Waiting | None:
    """The longest-waiting topic of somebody who had never written before, where this member may answer.

    Before counts as far as the member sees it: a welcome that is missing must not tell of hidden words.
    The newest hundred that nobody has answered are looked at, however many there are.
    """
    gate, place = topic_gate(actor, "t"), within("+t.space_id", actor.where(Verb.REPLY))
    homes, posts = topic_gate(actor, "said_in"), post_gate(actor, "earlier")
    found = rows(
        f"""
        SELECT t.id, t.title, a.id, a.handle, a.name, t.id, 0, 0 FROM (
          SELECT t.id, t.title, t.author_id, t.last_post FROM topics_topic t
          WHERE {gate.sql} AND {place.sql} AND t.reply_count = 0
            AND NOT t.is_closed AND NOT t.is_hidden AND NOT t.is_private
            AND t.last_post > %s AND t.author_id <> %s
          ORDER BY t.last_post DESC LIMIT 100) t
        JOIN people_member a ON a.id = t.author_id
        WHERE a.standing = 'active' AND a.origin = 'local' AND a.role = 'member'
          AND NOT EXISTS (SELECT 1 FROM topics_post earlier
                          JOIN topics_topic said_in ON said_in.id = earlier.topic_id
                          WHERE earlier.author_id = t.author_id AND earlier.id < t.last_post
                            AND {homes.sql} AND {posts.sql})
        ORDER BY t.last_post LIMIT 1
        """,  # noqa: S608 - our own gates
        (*gate.values, *place.values, _since(), actor.id, *homes.values, *posts.values),
    )
    return _waiting("first_words", found)


def _mention(actor: Actor) -> Waiting | None:
    """The newest post that names the member and that they have not read."""
    topics, posts = topic_gate(actor, "t"), post_gate(actor, "p")
    found = rows(
        f"""
        SELECT t.id, t.title, a.id, a.handle, a.name, p.id, 1, p.id FROM topics_mention m
        JOIN topics_post p ON p.id = m.post_id JOIN topics_topic t ON t.id = p.topic_id
        JOIN people_member a ON a.id = p.author_id
        LEFT JOIN topics_readmark mark ON mark.topic_id = t.id AND mark.member_id = m.member_id
        WHERE m.member_id = %s AND p.author_id <> m.member_id AND {topics.sql} AND {posts.sql}
          AND NOT t.is_hidden AND NOT p.is_hidden AND p.id > %s AND (mark.post IS NULL OR mark.post < p.id)
        ORDER BY p.id DESC LIMIT 1
        """,  # noqa: S608 - our own gates
        (actor.id, *topics.values, *posts.values, _since()),
    )
    return _waiting("mention", found)


def _unread(actor: Actor) -> Waiting | None:
    """The topic that the member takes part in where most recently somebody else spoke."""
    gate = topic_gate(actor, "t")
    found = rows(
        f"""
        SELECT t.id, t.title, l.id, l.handle, l.name, t.last_post,
          (SELECT COUNT(*) FROM (SELECT 1 FROM topics_post p WHERE p.topic_id = t.id AND p.id > mark.post
             AND NOT p.is_hidden AND p.author_id <> mark.member_id LIMIT 100) fresh),
          mark.post
        FROM topics_readmark mark JOIN topics_topic t ON t.id = mark.topic_id
        JOIN people_member l ON l.id = t.last_author_id
        WHERE mark.member_id = %s AND {gate.sql} AND NOT t.is_hidden AND t.last_post > mark.post
          AND t.last_author_id <> mark.member_id AND t.last_post > %s
          AND EXISTS (SELECT 1 FROM topics_post mine
                      WHERE mine.topic_id = t.id AND mine.author_id = mark.member_id)
        ORDER BY t.last_post DESC LIMIT 1
        """,  # noqa: S608 - our own gate
        (actor.id, *gate.values, _since()),
    )
    return _waiting("unread", found)


def _waiting(why: str, found: list[tuple[Any, ...]]) -> Waiting | None:
    if not found:
        return None
    topic, title, who, handle, name, at, count, go_to = found[0]
    return Waiting(why, topic, title, person((who, handle, name)), ids.time_of(at), count, go_to)
