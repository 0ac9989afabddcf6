"""What feeds and sitemaps read: one query each, along an index, whatever the number of topics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from groundswell.discovery.models import SitemapPart
from groundswell.kernel import ids
from groundswell.kernel.actor import Actor
from groundswell.kernel.sql import rows
from groundswell.topics.gate import Clause, post_gate, topic_gate
from groundswell.topics.queries.references import resolved
from groundswell.topics.queries.rows import Person, person, topic_address

FEED = 30
PART = 2_000
# What a part grows to until the next survey; the protocol ends at 50,000.
MOST_IN_PART = 20_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A topic with its first words, complete for the reader. `last_post` is the key of the page after it."""

    id: int
    title: str
    space: int
    last_post: int
    html: str
    language: str
    last_revision: int | None
    author: Person

    @property
    def address(self) -> str:
        return topic_address(self.id, self.title)

    @property
    def at(self) -> datetime:
        return ids.time_of(self.id)

    @property
    def updated(self) -> datetime:
        return ids.time_of(self.last_revision or self.id)


def opened_topics(actor: Actor, *, space: int | None = None, before: int | None = None) -> Sequence[Opened]:
    """The topics of one feed's page, in the order of the newest talk: so a list's index leads to them."""
    topics, posts = topic_gate(actor, "t"), post_gate(actor, "p")
    only = Clause("t.space_id = %s", (space,)) if space else Clause("1 = 1")
    edge = Clause("t.last_post < %s", (before,)) if before else Clause("1 = 1")
    found = rows(
        f"""
        SELECT t.id, t.title, t.space_id, t.last_post, p.html, p.language, p.last_revision,
               a.id, a.handle, a.name
        FROM topics_topic t JOIN topics_post p ON p.topic_id = t.id AND p.is_opening
        JOIN people_member a ON a.id = t.author_id
        WHERE {topics.sql} AND {posts.sql} AND {only.sql} AND {edge.sql}
        ORDER BY t.last_post DESC LIMIT {FEED}
        """,  # noqa: S608 - our own gates
        (*topics.values, *posts.values, *only.values, *edge.values),
    )
    words = resolved(actor, [row[4] for row in found])
    return [_opened(row, html) for row, html in zip(found, words, strict=True)]


def _opened(values: tuple[Any, ...], html: str) -> Opened:
    return Opened(
        id=values[0],
        title=values[1],
        space=values[2],
        last_post=values[3],
        html=html,
        language=values[5],
        last_revision=values[6],
        author=person(values[7:10]),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A topic in the sitemap."""

    address: str
    last_at: datetime


def part_numbers() -> list[int]:
    """The parts that there are; without a survey yet, one."""
    return list(SitemapPart.objects.order_by("number").values_list("number", flat=True)) or [1]


def sitemap_part(actor: Actor, number: int) -> Sequence[Listed] | None:
    """The topics of one part that the actor may see, or None where there is no such part."""
    begins = dict(SitemapPart.objects.filter(number__in=[number, number + 1]).values_list("number", "first"))
    if number != 1 and number not in begins:
        return None
    gate = topic_gate(actor, "t")
    until = Clause("t.id < %s", (begins[number + 1],)) if number + 1 in begins else Clause("1 = 1")
    found = rows(
        f"SELECT t.id, t.title, t.last_post FROM topics_topic t"  # noqa: S608 - our own gate
        f" WHERE {gate.sql} AND t.id >= %s AND {until.sql} ORDER BY t.id LIMIT {MOST_IN_PART}",
        (*gate.values, begins.get(number, 0), *until.values),
    )
    return [Listed(topic_address(pk, title), ids.time_of(last)) for pk, title, last in found]


def part_beginnings(actor: Actor) -> list[int]:
    """Where parts of some thousands begin, found by leaps over the ids.

    No beginning is a topic's own id: one that is hidden later must not stand there.
    """
    gate = topic_gate(actor, "t")
    begins = [0]
    while True:
        found = rows(
            f"SELECT t.id FROM topics_topic t WHERE {gate.sql} AND t.id >= %s"  # noqa: S608 - our own gate
            f" ORDER BY t.id LIMIT 1 OFFSET {PART}",
            (*gate.values, begins[-1]),
        )
        begin = ids.first_id_at(ids.time_of(found[0][0])) if found else 0
        if begin <= begins[-1]:
            return begins
        begins.append(begin)
