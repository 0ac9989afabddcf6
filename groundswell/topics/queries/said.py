"""What one member has said, newest first, as far as the reader may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from groundswell.kernel import ids
from groundswell.kernel.actor import Actor
from groundswell.kernel.sql import rows
from groundswell.topics.gate import Clause, post_gate, topic_gate
from groundswell.topics.queries.references import names_in
from groundswell.topics.rendering.placeholders import excerpt

PAGE = 10


@dataclass(frozen=True, slots=True)
class Said:
    """A post on its author's page."""

    post: int
    title: str
    words: str
    opened_it: bool

    @property
    def address(self) -> str:
        return f"/p/{self.post}/"

    @property
    def at(self) -> datetime:
        return ids.time_of(self.post)


@dataclass(frozen=True, slots=True)
class SaidPage:
    posts: Sequence[Said]
    older: int | None


def said_by(actor: Actor, member: int, before: int | None = None) -> SaidPage:
    """One page of the member's posts; `older` is the key of the next one."""
    topics, posts = topic_gate(actor, "t"), post_gate(actor, "p")
    edge = Clause("p.id < %s", (before,)) if before else Clause("1 = 1")
    found = rows(
        f"""
        SELECT p.id, t.title, p.html, p.is_opening FROM topics_post p JOIN topics_topic t ON t.id = p.topic_id
        WHERE p.author_id = %s AND p.html <> '' AND {topics.sql} AND {posts.sql} AND {edge.sql}
        ORDER BY p.id DESC LIMIT {PAGE + 1}
        """,  # noqa: S608 - our own gates
        (member, *topics.values, *posts.values, *edge.values),
    )
    names = names_in([html for _post, _title, html, _opened in found[:PAGE]])
    shown = [
        Said(post, title, excerpt(html, names=names), bool(opened))
        for post, title, html, opened in found[:PAGE]
    ]
    return SaidPage(shown, shown[-1].post if len(found) > PAGE else None)
