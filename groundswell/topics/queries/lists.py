"""Lists of topics: newest talk first, paged by the last post's id."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from groundswell.kernel.actor import Actor
from groundswell.kernel.sql import rows
from groundswell.topics.gate import Clause, topic_gate
from groundswell.topics.queries.rows import TopicRow, person

PAGE = 20
_MOST_UNREAD = 100

_COLUMNS = f"""
SELECT t.id, t.kind, t.title, t.excerpt, t.space_id, t.last_post, t.reply_count, t.people_count,
       t.is_closed, t.is_hidden, a.id, a.handle, a.name, l.id, l.handle, l.name, mark.post,
       CASE WHEN mark.post < t.last_post THEN
         (SELECT COUNT(*) FROM (SELECT 1 FROM topics_post p WHERE p.topic_id = t.id AND p.id > mark.post
           AND NOT p.is_hidden AND p.author_id <> mark.member_id LIMIT {_MOST_UNREAD}) fresh)
       WHEN mark.post IS NOT NULL THEN 0 END
FROM topics_topic t
JOIN people_member a ON a.id = t.author_id
JOIN people_member l ON l.id = t.last_author_id
LEFT JOIN topics_readmark mark ON mark.topic_id = t.id AND mark.member_id = %s
"""  # noqa: S608 - constants only


@dataclass(frozen=True, slots=True)
class TopicList:
    """One page of a list, with the keys of the pages on either side where there are any."""

    topics: Sequence[TopicRow]
    older: int | None = None
    newer: int | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """Which page: the newest, those older than a key, or those newer than one."""

    older_than: int | None = None
    newer_than: int | None = None


NEWEST = Window()


def topic_list(actor: Actor, window: Window = NEWEST, *, space: int | None = None) -> TopicList:
    """The topics that the actor may see, in one space or in all."""
    only = Clause("t.space_id = %s", (space,)) if space else Clause("1 = 1")
    return _page(actor, window, only)


def _page(actor: Actor, window: Window, only: Clause) -> TopicList:
    gate = topic_gate(actor, "t")
    edge, order = _edge(window)
    found = rows(
        f"{_COLUMNS} WHERE {gate.sql} AND {only.sql} AND {edge.sql} ORDER BY t.last_post {order} LIMIT %s",
        (actor.id, *gate.values, *only.values, *edge.values, PAGE + 1),
    )
    topics = [_row(values) for values in found[:PAGE]]
    more = len(found) > PAGE
    if window.newer_than is not None:
        topics.reverse()
        return _with_keys(topics, has_older=True, has_newer=more)
    return _with_keys(topics, has_older=more, has_newer=window.older_than is not None)


def _edge(window: Window) -> tuple[Clause, str]:
    if window.newer_than is not None:
        return Clause("t.last_post > %s", (window.newer_than,)), "ASC"
    if window.older_than is not None:
        return Clause("t.last_post < %s", (window.older_than,)), "DESC"
    return Clause("1 = 1"), "DESC"


def _with_keys(topics: list[TopicRow], *, has_older: bool, has_newer: bool) -> TopicList:
    if not topics:
        return TopicList(topics)
    older = topics[-1].last_post if has_older else None
    return TopicList(topics, older, topics[0].last_post if has_newer else None)


def _row(values: tuple[Any, ...]) -> TopicRow:
    return TopicRow(
        id=values[0],
        kind=values[1],
        title=values[2],
        excerpt=values[3],
        space=values[4],
        last_post=values[5],
        reply_count=values[6],
        people_count=values[7],
        is_closed=bool(values[8]),
        is_hidden=bool(values[9]),
        author=person(values[10:13]),
        last_author=person(values[13:16]),
        read_up_to=values[16],
        unread=values[17],
    )
