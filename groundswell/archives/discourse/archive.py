"""Pass two: the archive as records, in an order that the archive alone decides."""

import json
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from groundswell.archives.discourse.directory import CarriedOnly
from groundswell.archives.discourse.hosts import own_bases
from groundswell.archives.discourse.index import Index
from groundswell.archives.discourse.reasons import Reason
from groundswell.archives.discourse.text import Forum, Translated, Wording, translate
from groundswell.archives.discourse.text.emoji import with_characters
from groundswell.archives.records import (
    ArchivedAct,
    ArchivedMember,
    ArchivedPlace,
    ArchivedPost,
    ArchivedReaction,
    ArchivedSpace,
    ArchivedTopic,
    Problem,
)
from groundswell.archives.tally import Cargo, Kind, Tally

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(milliseconds=1)
_THUMBS_DOWN = "-1"
_ORDERED_TOPICS = "SELECT id, title, category, posts, opened FROM topics WHERE posts > 0 ORDER BY opened, id"
_MEMBERS = "SELECT id, name, has_portrait, posts, first, last FROM members WHERE posts > 0 ORDER BY first, id"
_FIRST_POST = """
    SELECT id, number, author FROM posts WHERE topic = ? AND fate IS NULL ORDER BY number, id LIMIT 1
"""
_PLACES = "SELECT id, topic, number, written FROM posts WHERE topic = ? AND fate IS NULL ORDER BY number, id"
# What its author took back was said nevertheless; how it was numbered tells an opening from a reply. Where
# the answered post is not here, the answer itself may tell whose it was: else it would go to the opener.
_ACTS = f"""
    SELECT posts.id, posts.topic, posts.number, posts.author, topics.category, posts.written, posts.is_staff,
        coalesce((
            SELECT author FROM posts AS said WHERE said.topic = posts.topic AND said.number = posts.reply_to
            AND said.number < posts.number ORDER BY said.rank DESC LIMIT 1),
            CASE WHEN posts.reply_to < posts.number AND posts.addressee NOT LIKE '-%'
            THEN posts.addressee END),
        coalesce(posts.reply_to < posts.number, 0)
    FROM posts JOIN topics ON topics.id = posts.topic
    WHERE posts.fate IS NULL OR posts.fate = '{Reason.WITHDRAWN}' ORDER BY posts.written, posts.id
"""  # noqa: S608  # our own words
_POSTS = """
    SELECT id, topic, number, written, author, raw, version, updated, reply_to, is_hidden, likes, reactions
    FROM posts WHERE topic = ? AND fate IS NULL ORDER BY number, id
"""


class _PostRow(NamedTuple):
    id: int
    topic: int
    number: int
    written: int
    author: str | None
    raw: bytes
    version: int
    updated: int
    reply_to: int | None
    is_hidden: int
    likes: int
    reactions: str


class DiscourseArchive:
    """The `Archive` that a writer takes from. Nothing here is counted as written: see `tally`."""

    def __init__(self, index: Index, base: str = "") -> None:
        self._index = index
        self._base = base
        self._database = index.database
        self._directory = CarriedOnly(index.database)

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """Where the forum stood, without scheme, the best first; empty if the archive does not tell."""
        found = own_bases(self._database)
        return tuple(dict.fromkeys((self._base, *found))) if self._base else found

    def tally(self) -> Tally:
        """A fresh account of all that was read and of what never reaches the writer.

        The writer says `wrote` or `skip` for each member, space, topic and post it is given, and `unload` or
        `skip_cargo` with each post's cargo; then everything adds up.
        """
        return self._index.tally()

    def problems(self) -> Iterator[Problem]:
        return self._index.problems()

    def members(self) -> Iterator[ArchivedMember]:
        """Everybody who wrote something that is carried, by their first post."""
        for key, name, has_portrait, posts, first, last in self._database.execute(_MEMBERS):
            handle, *former = self._handles(key) or [""]
            yield ArchivedMember(
                key=key,
                handle=handle,
                name=name,
                former_handles=tuple(former),
                first_at=_moment(first),
                last_at=_moment(last),
                posts=posts,
                is_bot=key.startswith("-"),
                has_portrait=bool(has_portrait),
            )

    def spaces(self) -> Iterator[ArchivedSpace]:
        """The categories that have a topic which is carried, by number."""
        rows = self._database.execute(
            "SELECT category, count(*) FROM topics WHERE posts > 0 AND category NOTNULL GROUP BY 1 ORDER BY 1"
        )
        for category, topics in rows:
            yield ArchivedSpace(key=str(category), name="", topics=topics)

    def topics(self) -> Iterator[ArchivedTopic]:
        """By the time of their first post."""
        for topic, title, category, posts, opened in self._database.execute(_ORDERED_TOPICS):
            first, number, author = self._database.execute(_FIRST_POST, (topic,)).fetchone()
            yield ArchivedTopic(
                key=str(topic),
                space=None if category is None else str(category),
                title=with_characters(title),
                opened_at=_moment(opened),
                author=author,
                first_post=str(first),
                posts=posts,
                is_headless=number > 1,
            )

    def places(self) -> Iterator[ArchivedPlace]:
        """All posts without their texts, in the order of `topics`, then by number."""
        for topic, *_ in self._database.execute(_ORDERED_TOPICS):
            place = None
            for row in self._database.execute(_PLACES, (topic,)):
                place = _place(row, place)
                yield place

    def acts(self) -> Iterator[ArchivedAct]:
        """Who wrote what when, by time; also what its author took back later."""
        for row in self._database.execute(_ACTS):
            post, topic, number, author, category, written, is_staff, toward, is_to_post = row
            yield ArchivedAct(
                post=str(post),
                topic=str(topic),
                space=None if category is None else str(category),
                author=author,
                toward=toward,
                is_to_somebody_gone=toward is None and bool(is_to_post),
                written_at=_moment(written),
                is_opening=number == 1,
                is_by_staff=bool(is_staff),
            )

    def posts(self, topic: str, wording: Wording | None = None) -> Iterator[ArchivedPost]:
        """One topic's posts by number, their texts translated."""
        forum = Forum(self.bases, self._directory)
        place = None
        for found in self._database.execute(_POSTS, (int(topic),)):
            row = _PostRow(*found)
            place = _place(row[:4], place)
            raw = zlib.decompress(row.raw).decode()
            translated = translate(raw, forum, topic=row.topic, wording=wording)
            yield self._post(row, place, translated)

    def _post(self, row: _PostRow, place: ArchivedPlace, translated: Translated) -> ArchivedPost:
        reply_to, reply_cargo = self._reply(row)
        reactions = _reactions(row)
        likes = sum(reaction.count for reaction in reactions if reaction.name != _THUMBS_DOWN)
        return ArchivedPost(
            key=str(row.id),
            place=place,
            author=row.author,
            text=translated.text,
            reply_to=reply_to,
            is_hidden=bool(row.is_hidden),
            edits=row.version - 1,
            edited_at=_moment(row.updated) if row.version > 1 else None,
            likes=likes,
            reactions=reactions,
            cargo=translated.cargo + reply_cargo + _reaction_cargo(reactions) + _edit_cargo(row.version - 1),
        )

    def _reply(self, row: _PostRow) -> tuple[str | None, Cargo]:
        if row.reply_to is None:
            return None, Cargo()
        if row.reply_to >= row.number:
            return None, Cargo.of(Counter(), Counter({(Kind.REPLIES, Reason.LATER): 1}))
        target = self._directory.post_at(row.topic, row.reply_to)
        if target is None:
            return None, Cargo.of(Counter(), Counter({(Kind.REPLIES, Reason.NO_TARGET): 1}))
        return target, Cargo.of(Counter({Kind.REPLIES: 1}), Counter())

    def _handles(self, member: str) -> list[str]:
        """The last one first."""
        rows = self._database.execute(
            "SELECT handle FROM handles WHERE author = ? ORDER BY seen DESC, handle", (member,)
        )
        return [handle for (handle,) in rows]


def _place(row: tuple[int, int, int, int], before: ArchivedPlace | None) -> ArchivedPlace:
    post, topic, number, written = row
    at = _moment(written)
    placed = at if before is None else max(at, before.placed_at + _TICK)
    return ArchivedPlace(str(post), str(topic), number, at, placed)


def _reactions(row: _PostRow) -> tuple[ArchivedReaction, ...]:
    """By name; where the archive only has likes, those are hearts."""
    found: list[tuple[str, int]] = json.loads(row.reactions)
    if not found and row.likes:
        found = [("heart", row.likes)]
    return tuple(ArchivedReaction(name, count) for name, count in found)


def _reaction_cargo(reactions: tuple[ArchivedReaction, ...]) -> Cargo:
    carried: Counter[Kind] = Counter()
    left: Counter[tuple[Kind, str]] = Counter()
    for reaction in reactions:
        if reaction.name == _THUMBS_DOWN:
            left[Kind.REACTIONS, Reason.THUMBS_DOWN] += reaction.count
        else:
            carried[Kind.REACTIONS] += reaction.count
    return Cargo.of(carried, left)


def _edit_cargo(edits: int) -> Cargo:
    return Cargo.of(Counter(), Counter({(Kind.EDITS, Reason.OLD_TEXTS): edits}))


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)
