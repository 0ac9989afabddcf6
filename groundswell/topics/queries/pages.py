"""One page of the posts of a topic, with every reference resolved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from groundswell.kernel.actor import Actor
from groundswell.kernel.sql import rows
from groundswell.topics.gate import Clause, post_gate
from groundswell.topics.queries.references import resolved
from groundswell.topics.queries.rows import Person, PostRow, name_of, person

PAGE = 20

_POSTS = """
SELECT p.id, p.html, p.is_opening, p.hearts, p.thanks, p.legacy_hearts, p.legacy_edits, p.last_revision,
       p.is_hidden, hiding.reason, a.id, a.handle, a.name, a.role, a.origin,
       EXISTS (SELECT 1 FROM topics_reaction r
               WHERE r.post_id = p.id AND r.member_id = %s AND r.kind = 'heart'),
       EXISTS (SELECT 1 FROM topics_reaction r
               WHERE r.post_id = p.id AND r.member_id = %s AND r.kind = 'thanks'),
       parent.id, parent_author.name, p.language
FROM topics_post p
JOIN people_member a ON a.id = p.author_id
LEFT JOIN topics_hiding hiding ON hiding.post_id = p.id
LEFT JOIN topics_post parent ON parent.id = p.reply_to_id AND NOT parent.is_hidden AND NOT parent.is_opening
LEFT JOIN people_member parent_author ON parent_author.id = parent.author_id
"""


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
    def people(self) -> tuple[Person, ...]:
        """Those who speak on this page, in order."""
        return tuple({post.author.id: post.author for post in self.posts}.values())


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


def is_on_first_page(actor: Actor, topic: int, post: int) -> bool:
    """Whether whoever comes to the post can be shown the topic from its beginning."""
    gate = post_gate(actor, "p")
    before = rows(
        f"SELECT 1 FROM topics_post p WHERE p.topic_id = %s AND {gate.sql} AND p.id < %s LIMIT {PAGE}",  # noqa: S608
        (topic, *gate.values, post),
    )
    return len(before) < PAGE


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
    html = resolved(actor, [values[1] for values in found])
    return [_post(values, text) for values, text in zip(found, html, strict=True)]


def _edge(place: Place) -> tuple[Clause, str]:
    if place.is_end:
        return Clause("1 = 1"), "DESC"
    if place.before is not None:
        return Clause("p.id < %s", (place.before,)), "DESC"
    if place.at is not None:
        return Clause("p.id >= %s", (place.at,)), "ASC"
    return Clause("1 = 1"), "ASC"


def _post(values: tuple[Any, ...], html: str) -> PostRow:
    return PostRow(
        id=values[0],
        html=html,
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
        reply_to_name=name_of(values[18]) if values[17] else "",
        language=values[19],
    )
