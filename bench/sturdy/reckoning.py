"""Holds what writers were told against what the tables say: kept, lost, doubled, or half written.

Read past the application, in plain SQL that both databases understand, and counted anew in Python.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bench.sturdy.logs import Told
from bench.sturdy.writers import HEART, SIGN_UP

Rows = Callable[[str], list[tuple[Any, ...]]]
# The ledger's codes: once given, never given again.
OPENED, REPLIED, EDITED, HEARTED = 301, 302, 303, 306
_WORD = re.compile(r"\bdeed\d+q\b")


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that a reckoning looks at."""

    posts: list[tuple[Any, ...]]
    topics: list[tuple[Any, ...]]
    spaces: list[tuple[Any, ...]]
    revisions: list[tuple[Any, ...]]
    hearts: list[tuple[Any, ...]]
    entries: list[tuple[Any, ...]]
    askers: list[tuple[Any, ...]]

    @classmethod
    def read(cls, rows: Rows) -> "Tables":
        return cls(
            posts=rows("SELECT id, topic_id, author_id, is_opening, source, hearts FROM topics_post"),
            topics=rows(
                "SELECT id, space_id, reply_count, people_count, last_post, last_author_id FROM topics_topic"
            ),
            spaces=rows("SELECT id, topic_count, last_post FROM spaces_space"),
            revisions=rows("SELECT id, post_id, source FROM topics_revision"),
            hearts=rows("SELECT member_id, post_id FROM topics_reaction WHERE kind = 'heart'"),
            entries=rows("SELECT event, actor, subject FROM kernel_entry"),
            askers=rows("SELECT email FROM people_application"),
        )


@dataclass(slots=True)
class Reckoning:
    """The numbers of the deeds that went wrong, and sentences about rows that do not fit together."""

    kept: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)
    doubled: set[int] = field(default_factory=set)
    halves: set[str] = field(default_factory=set)
    miscounted: set[str] = field(default_factory=set)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.halves or self.miscounted)


def reckon(deeds: Iterable[Told], tables: Tables) -> Reckoning:
    """Every confirmed deed is there once, every other at most once; what belongs together is together."""
    found, times = Reckoning(), _times(tables)
    for deed in deeds:
        count, most = times(deed), deed.sendings if deed.kind == SIGN_UP else 1
        if count:
            found.kept.add(deed.number)
        elif deed.is_confirmed:
            found.lost.add(deed.number)
        if count > most:
            found.doubled.add(deed.number)
    found.halves.update(_halves(tables))
    found.miscounted.update(_miscounted(tables))
    return found


def _times(tables: Tables) -> Callable[[Told], int]:
    """How often a deed stands in the tables: what an edit replaced stands in a revision."""
    sources = [row[4] for row in tables.posts] + [row[2] for row in tables.revisions]
    words = Counter(word for source in sources for word in _WORD.findall(source))
    askers = Counter(_WORD.findall(row[0])[0] for row in tables.askers if _WORD.search(row[0]))
    hearts = Counter(tables.hearts)

    def times(deed: Told) -> int:
        if deed.kind == HEART:
            return hearts[deed.member, deed.target]
        return (askers if deed.kind == SIGN_UP else words)[deed.word]

    return times


def _halves(tables: Tables) -> Iterator[str]:
    """Rows that were written without those that belong to them."""
    entries = Counter((event, subject) for event, _actor, subject in tables.entries)
    hearted = Counter((actor, subject) for event, actor, subject in tables.entries if event == HEARTED)
    edits = Counter(row[1] for row in tables.revisions)
    posts = {row[0] for row in tables.posts}
    openings = Counter(row[1] for row in tables.posts if row[3])
    for topic, *_rest in tables.topics:
        yield from _unless(openings[topic], 1, f"opening posts of topic {topic}")
        yield from _unless(entries[OPENED, topic], 1, f"entries of topic {topic}")
    for post, _topic, _author, is_opening, *_rest in tables.posts:
        if not is_opening:
            yield from _unless(entries[REPLIED, post], 1, f"entries of reply {post}")
        yield from _unless(entries[EDITED, post], edits[post], f"entries of edits of post {post}")
    for heart in set(tables.hearts) | set(hearted):
        yield from _unless(hearted[heart], int(heart in set(tables.hearts)), f"entries of heart {heart}")
    for event, _actor, subject in tables.entries:
        if event in {REPLIED, EDITED, HEARTED} and subject not in posts:
            yield f"entry {event} of post {subject}, which is not there"


def _miscounted(tables: Tables) -> Iterator[str]:
    """Counters that say something else than the rows."""
    hearts = Counter(post for _member, post in tables.hearts)
    by_topic: dict[int, list[tuple[Any, ...]]] = {}
    for post in sorted(tables.posts):
        by_topic.setdefault(post[1], []).append(post)
        yield from _unless(post[5], hearts[post[0]], f"hearts of post {post[0]}")
    last: dict[int, int] = {}
    for topic, space, *counts in tables.topics:
        posts = by_topic.get(topic, [])
        if posts:
            people = len({post[2] for post in posts})
            right = [sum(not post[3] for post in posts), people, posts[-1][0], posts[-1][2]]
            yield from _unless(counts, right, f"counters of topic {topic}")
            last[space] = max(last.get(space, 0), posts[-1][0])
    sizes = Counter(row[1] for row in tables.topics)
    for space, count, post in tables.spaces:
        yield from _unless([count, post or 0], [sizes[space], last.get(space, 0)], f"space {space}")


def _unless(there: object, right: object, what: str) -> Iterator[str]:
    if there != right:
        yield f"{what}: {there} instead of {right}"
