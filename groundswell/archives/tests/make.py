"""Small made-up archives of a forum that never was: https://talk.example, on mending things."""

import gzip
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from groundswell.archives.discourse import DiscourseArchive, open_archive
from groundswell.archives.discourse.text import Forum, Translated, translate
from groundswell.archives.records import ArchivedPost, LinkTo, Mention
from groundswell.archives.tally import Kind, Tally

UNTIL = datetime(2026, 11, 1, tzinfo=UTC)

Json = dict[str, Any]


def make_post(post: int, topic: int = 1, number: int = 1, **fields: object) -> Json:
    """One object as Discourse writes it, with the fields that matter and a few that do not."""
    return {
        "id": post,
        "topic_id": topic,
        "post_number": number,
        "created_at": f"2024-03-{1 + post // 1440 % 28:02d}T{post // 60 % 24:02d}:{post % 60:02d}:00.000Z",
        "updated_at": f"2024-03-{1 + post // 1440 % 28:02d}T{post // 60 % 24:02d}:{post % 60:02d}:00.000Z",
        "user_id": 7,
        "username": "wilma",
        "name": "Wilma Mender",
        "avatar_template": "/letter_avatar_proxy/v4/letter/w/1.png",
        "raw": f"Words of post {post}.",
        "cooked": "<p>ignored</p>",
        "version": 1,
        "post_type": 1,
        "topic_title": f"Topic number {topic}",
        "topic_slug": f"topic-number-{topic}",
        "category_id": 4,
        "reply_to_post_number": None,
        "actions_summary": [],
        "reactions": [],
        "hidden": False,
        "deleted_at": None,
        "user_deleted": False,
        **fields,
    }


def write_lines(path: Path, posts: Iterable[Json | str | bytes]) -> Path:
    """Write objects as lines, and text or bytes just as they are; gzipped where the name says so."""
    lines = [_line(post) for post in posts]
    packed = b"".join(line + b"\n" for line in lines)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(packed) if path.suffix == ".gz" else packed)
    return path


def _line(post: Json | str | bytes) -> bytes:
    if isinstance(post, bytes):
        return post
    return (post if isinstance(post, str) else json.dumps(post)).encode()


@contextmanager
def opened(folder: Path, posts: Iterable[Json | str | bytes]) -> Iterator[DiscourseArchive]:
    """Read what was just written."""
    with open_archive(write_lines(folder / "posts.jsonl", posts), until=UNTIL) as archive:
        yield archive


def written_by_all(archive: DiscourseArchive) -> Tally:
    """Take everything, as a writer does that has a place for all of it."""
    tally = archive.tally()
    for _ in archive.members():
        tally.wrote(Kind.MEMBERS)
    for _ in archive.spaces():
        tally.wrote(Kind.SPACES)
    for topic in archive.topics():
        tally.wrote(Kind.TOPICS)
        for post in archive.posts(topic.key):
            tally.wrote(Kind.POSTS)
            tally.unload(post.cargo)
    return tally


def posts_of(archive: DiscourseArchive) -> list[ArchivedPost]:
    return [post for topic in archive.topics() for post in archive.posts(topic.key)]


def all_texts(archive: DiscourseArchive) -> dict[str, str]:
    return {post.key: post.text.as_markdown(shown) for post in posts_of(archive)}


def shown(part: LinkTo | Mention) -> str:
    """References as tests like to see them."""
    if isinstance(part, Mention):
        return f"@<{part.member}>"
    (key,) = (getattr(part.target, name) for name in part.target.__slots__)
    address = f"our:{type(part.target).__name__.removesuffix('Ref').lower()}:{key}"
    return f"<{address}>" if part.is_bare else address


class Everything:
    """A directory in which everything exists but topic 404 and whoever is called nobody."""

    def post_at(self, topic: int, number: int) -> str | None:
        return None if topic == 404 else f"{topic}.{number}"

    def post(self, post: int) -> str | None:
        return str(post)

    def topic(self, topic: int) -> str | None:
        return None if topic == 404 else str(topic)

    def topic_named(self, slug: str) -> str | None:
        return "12" if slug == "oiling-chains" else None

    def space(self, space: int) -> str | None:
        return str(space)

    def member(self, handle: str) -> str | None:
        return None if handle == "nobody" else handle.lower()


FORUM = Forum(("talk.example",), Everything())


def translated(raw: str) -> Translated:
    return translate(raw, FORUM, topic=9)


def markdown(raw: str) -> str:
    return translated(raw).text.as_markdown(shown)
