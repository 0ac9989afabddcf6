"""A small forum that never was, brought in, and what stands here afterwards without the luck of the ids."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from groundswell.archives.tests.make import Json, make_post, write_lines
from groundswell.exchange.discourse import bring_in
from groundswell.exchange.models import ExternalId, ExternalType
from groundswell.exchange.moving.report import Report
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.progress import Progress
from groundswell.people.models import Member
from groundswell.spaces.models import Space
from groundswell.topics.models import Hiding, Mention, Post, Topic

_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)")
_NUMBERS = re.compile(r"\d{16,19}")
BOLT: Json = {"user_id": 8, "username": "bolt", "name": "Bolt"}
NOBODY: Json = {"user_id": None, "username": None, "name": None}


def forum() -> list[Json]:
    """Four topics in two categories and one outside of them, with everything that a post can refer to."""
    address = "https://talk.example/t/topic-number-2"
    quote = '[quote="wilma, post:1, topic:1"]\nWords.\n[/quote]\n\nSo they are.'
    likes = [{"id": "heart", "count": 3}, {"id": "-1", "count": 1}]
    outside = make_post(41, 4, raw="Outside.", **BOLT)
    del outside["category_id"]
    return [
        make_post(11, raw=f"Look at {address}/2/2 and [this]({address}/2).", reactions=likes, version=4),
        make_post(12, number=2, raw=f"{quote} @wilma @nobody", reply_to_post_number=1, **BOLT),
        make_post(13, number=3, raw="Buy my glue.", hidden=True, user_id=9, username="glue"),
        make_post(14, number=4, raw="I have left.", **NOBODY),
        make_post(15, number=5, raw="So have I.", reply_to_post_number=2, **NOBODY),
        make_post(21, 2, category_id=5, raw="A second topic, @bolt.", **BOLT),
        make_post(22, 2, 2, category_id=5, raw="Its end: ![oil|200x10](upload://oil.png)"),
        make_post(33, 3, 3, category_id=5, raw="My first words are lost.", **NOBODY),
        outside,
    ]


def moved_in(folder: Path, posts: Iterable[Json | str | bytes], **options: Any) -> Report:
    """Bring in what was just written."""
    archive = write_lines(folder / "posts.jsonl", posts)
    return bring_in(archive, progress=Progress(io.StringIO()), **options)


def _number(kind: ExternalType, key: int | str) -> int:
    return ExternalId.objects.get(type=kind, external=str(key)).object_id or 0


def post_of(key: int | str) -> Post:
    number = _number(ExternalType.POST, key)
    return Post.objects.select_related("topic__space", "author").get(pk=number)


def topic_of(key: int | str) -> Topic:
    number = _number(ExternalType.TOPIC, key)
    return Topic.objects.select_related("space", "author").get(pk=number)


def member_of(key: int | str) -> Member:
    number = _number(ExternalType.MEMBER, key)
    return Member.objects.get(pk=number)


def whole_world() -> dict[str, Any]:
    """Everything that an import writes, ids told by what they were called there."""
    names = {
        pk: f"{kind}:{external}"
        for kind, external, pk in ExternalId.objects.exclude(
            type__in=[ExternalType.PLACE, ExternalType.HANDLE]
        ).values_list("type", "external", "object_id")
    }

    def told(value: Any) -> Any:
        if isinstance(value, str):
            return _NUMBERS.sub(lambda found: names.get(int(found[0]), found[0]), value)
        if isinstance(value, dict):
            return tuple((key, told(each)) for key, each in sorted(value.items()))
        return names.get(value, value)

    def rows(model: Any, *columns: str) -> Counter[tuple[Any, ...]]:
        found = getattr(model, "objects", model).values_list(*columns)
        return Counter(tuple(told(value) for value in row) for row in found)

    return {
        "external": rows(ExternalId, "source", "type", "external", "object_id", "fate"),
        "members": rows(Member, "pk", "handle", "name", "origin", "joined_at"),
        "spaces": rows(Space, "pk", "name", "topic_count", "last_post"),
        "topics": rows(
            Topic, "pk", "space", "title", "excerpt", "author", "last_post", "last_author", "reply_count",
            "people_count", "is_hidden",
        ),
        "posts": rows(
            Post, "pk", "topic", "author", "is_opening", "reply_to", "source", "html", "legacy_hearts",
            "legacy_edits", "is_hidden",
        ),
        "mentions": rows(Mention, "post", "member"),
        "hidings": rows(Hiding, "topic", "post", "by", "at", "reason"),
        "entries": rows(
            Entry.objects.filter(imported=True), "event", "at", "actor", "subject_type", "subject", "space",
            "topic", "toward", "data",
        ),
        "said now": Counter(Entry.objects.filter(imported=False).values_list("event", flat=True)),
    }  # fmt: skip


class Killed(BaseException):
    """The process died."""


@contextmanager
def killed_at(write: int) -> Iterator[None]:
    """Die before the n-th write."""
    left = write

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's
        nonlocal left
        if _WRITES.match(sql):
            left -= 1
            if left < 0:
                raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield


@contextmanager
def writes_counted() -> Iterator[list[str]]:
    """The statements within that write."""
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's
        if _WRITES.match(sql):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


@contextmanager
def statements_counted() -> Iterator[Counter[str]]:
    """How many statements there are within, by their first word."""
    found: Counter[str] = Counter()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's
        found[sql.split(maxsplit=1)[0]] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
