"""A topic's page: its head, and one page of its posts with every reference resolved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from groundswell.kernel import ids
from groundswell.kernel.actor import Actor
from groundswell.kernel.sql import rows
from groundswell.topics.gate import Clause, post_gate, topic_gate
from groundswell.topics.models import Topic
from groundswell.topics.queries.references import resolved
from groundswell.topics.queries.rows import Person, PostRow, person, topic_address

PAGE = 20

_HEAD = """
SELECT t.id, t.space_id, t.kind, t.title, t.reply_count, t.people_count, t.last_post, t.is_closed,
       t.is_hidden, t.is_private, t.author_id, a.handle, a.name, closure.reason, closer.name,
       hiding.reason, mark.post
FROM topics_topic t
JOIN people_member a ON a.id = t.author_id
LEFT JOIN topics_closure closure ON closure.topic_id = t.id
LEFT JOIN people_member closer ON closer.id = closure.by_id
LEFT JOIN topics_hiding hiding ON hiding.topic_id = t.id
LEFT JOIN topics_readmark mark ON mark.topic_id = t.id AND mark.member_id = %s
"""

_POSTS = """
SELECT p.id, p.html, p.is_opening, p.hearts, p.thanks, p.legacy_hearts, p.legacy_edits, p.last_revision,
       p.is_hidden, hiding.reason, a.id, a.handle, a.name, a.role, a.origin,
       EXISTS (SELECT 1 FROM topics_reaction r
               WHERE r.post_id = p.id AND r.member_id = %s AND r.kind = 'heart'),
       EXISTS (SELECT 1 FROM topics_reaction r
               WHERE r.post_id = p.id AND r.member_id = %s AND r.kind = 'thanks'),
       parent.id, parent_author.name
FROM topics_post p
JOIN people_member a ON a.id = p.author_id
LEFT JOIN topics_hiding hiding ON hiding.post_id = p.id
LEFT JOIN topics_post parent ON parent.id = p.reply_to_id AND NOT parent.is_hidden AND NOT parent.is_opening
LEFT JOIN people_member parent_author ON parent_author.id = parent.author_id
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a topic a page begins: at the top, at a post, before a post, or so that it ends the topic."""

    at: int | None = None
    before: int | None = None
    is_end: bool = False


TOP = Place()
END = Place(is_end=True)


@dataclass(frozen=True, slots=True)
class PostPage:
    posts: Sequence[PostRow]
    has_earlier: bool
    has_later: bool

    @property
    def first(self) -> int | None:
        return self.posts[0].id if self.posts else None

    @property
    def last(self) -> int | None:
        return self.posts[-1].id if self.posts else None

    @property
    def people(self) -> list[Person]:
        """Those who speak on this page, in order."""
        return list({post.author.id: post.author for post in self.posts}.values())


def topic_head(actor: Actor, topic: int) -> TopicHead | None:
    """The topic if the actor may see it, else None."""
    gate = topic_gate(actor, "t")
    found = rows(f"{_HEAD} WHERE t.id = %s AND {gate.sql}", (actor.id, topic, *gate.values))
    return _head(found[0]) if found else None


def post_page(actor: Actor, topic: int, place: Place = TOP) -> PostPage:
    """One page of the posts of a topic that the actor may see; a place where nothing is left shows an end."""
    edge, order = _edge(place)
    found = _found(actor, topic, edge, order=f"{order} LIMIT {PAGE + 1}")
    if not found and (place.at is not None or place.before is not None):
        return post_page(actor, topic, TOP if place.before is not None else END)
    posts, more = found[:PAGE], len(found) > PAGE
    if order == "DESC":
        return PostPage(posts[::-1], has_earlier=more, has_later=place.before is not None)
    begins = place.at is None or posts[0].is_opening
    return PostPage(posts, has_earlier=not begins, has_later=more)


def only_post(actor: Actor, topic: int, post: int) -> PostPage:
    """A page of this one post, or of none: what htmx swaps after a reaction."""
    found = _found(actor, topic, Clause("p.id = %s", (post,)))
    return PostPage(found, has_earlier=False, has_later=False)


def _found(actor: Actor, topic: int, edge: Clause, *, order: str = "ASC") -> list[PostRow]:
    """The posts with every mention, quote and link completed for this reader, in one batch."""
    gate = post_gate(actor, "p")
    found = rows(
        f"{_POSTS} WHERE p.topic_id = %s AND {gate.sql} AND {edge.sql} ORDER BY p.id {order}",
        (actor.id, actor.id, topic, *gate.values, *edge.values),
    )
    posts = [_post(values) for values in found]
    html = resolved(actor, [post.html for post in posts])
    return [post.with_html(text) for post, text in zip(posts, html, strict=True)]


def _edge(place: Place) -> tuple[Clause, str]:
    if place.is_end:
        return Clause("1 = 1"), "DESC"
    if place.before is not None:
        return Clause("p.id < %s", (place.before,)), "DESC"
    if place.at is not None:
        return Clause("p.id >= %s", (place.at,)), "ASC"
    return Clause("1 = 1"), "ASC"


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
    )


def _post(values: tuple[Any, ...]) -> PostRow:
    return PostRow(
        id=values[0],
        html=values[1],
        is_opening=bool(values[2]),
        hearts=values[3],
        thanks=values[4],
        legacy_hearts=values[5],
        legacy_edits=values[6],
        last_revision=values[7],
        is_hidden=bool(values[8]),
        hidden_reason=values[9] or "",
        author=person(values[10:15]),
        has_my_heart=bool(values[15]),
        has_my_thanks=bool(values[16]),
        reply_to=values[17],
        reply_to_name=values[18] or "",
    )
