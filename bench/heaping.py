"""Makes a community large without living it: rows copied in the tables, many at a time.

`python -m bench.heaping WHAT SIZE` grows one measure of the installation to a size and prints, as JSON, the
addresses that are worth measuring then. What is copied are real rows; only ids and names differ.
"""

import json
import os
import sys
from collections.abc import Mapping
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
import django

django.setup()

from django.db import connection, transaction
from django.db.models import Model

from bench.corpus import SOURCE
from bench.plan import PAGEFUL
from groundswell.exchange.models import ExternalType
from groundswell.exchange.moving.keys import Keys
from groundswell.kernel import clock, ids
from groundswell.people.models import Member
from groundswell.topics.models import Post, Topic
from groundswell.topics.queries.rows import topic_address

_SPAN = timedelta(days=1000)
_TICK = 1 << 21  # a millisecond of an id
_WORDS = "'<p>A few words.</p>'"


def copied(row: Model, count: int, changes: Mapping[str, str]) -> None:
    """Put `count` copies of a row into its table; `changes` are SQL in which n.i counts from 1."""
    table = row._meta.db_table
    columns = [str(field.column) for field in row._meta.concrete_fields]
    chosen = ", ".join(changes.get(column, f"t.{column}") for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608 - our own columns and numbers
            f" WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL"
            f" SELECT i + 1 FROM n WHERE i < {count})"
            f" SELECT {chosen} FROM n, {table} t WHERE t.id = {row.pk}"
        )


def lengthen(size: int) -> dict[str, str]:
    """A topic of so many posts: the measured page's own, over and over."""
    model = _pageful()
    posts = list(Post.objects.filter(topic=model).order_by("pk"))
    begins = ids.first_id_at(clock.now() - _SPAN) + size
    step = int(_SPAN / timedelta(milliseconds=1)) // (size + 1) * _TICK
    last = begins + (size - 1) * step
    counts = {"last_post": str(last), "reply_count": str(size - 1)}
    copied(model, 1, {"id": str(begins), "title": f"'Of length {size}'", **counts})
    for place, post in enumerate(posts):
        at = f"{begins} + ((n.i - 1) * {len(posts)} + {place}) * {step}"
        opens = "(n.i = 1)" if place == 0 else "(n.i = 0)"
        copied(post, size // len(posts), {"id": at, "topic_id": str(begins), "is_opening": opens})
    address = topic_address(begins, f"Of length {size}")
    return {"first page": address, "last page": f"{address}?end"}


def add_topics(size: int) -> dict[str, str]:
    """So many topics in all, each of one short post, mixed with those that were there."""
    missing = size - Topic.objects.count()
    models = list(Topic.objects.filter(is_hidden=False, kind="discussion").order_by("-last_post")[:10])
    post = Post.objects.filter(topic=_pageful(), is_opening=True).get()
    share = missing // len(models)
    step = int(_SPAN / timedelta(milliseconds=1)) * _TICK // (missing + 1)
    begins = ids.first_id_at(clock.now() - _SPAN) + size
    for place, model in enumerate(models):
        at = f"{begins} + ((n.i - 1) * {len(models)} + {place}) * {step}"
        spoken = {"last_post": f"{at} + 1", "reply_count": "0", "people_count": "1"}
        copied(model, share, {"id": at, "title": f"'Synthetic ' || n.i || ' of {size}'", **spoken})
        words = {"source": "'A few words.'", "html": _WORDS}
        copied(post, share, {"id": f"{at} + 1", "topic_id": at, **words})
    return {}


def add_members(size: int) -> dict[str, str]:
    """So many members in all, who joined over the years."""
    missing = size - Member.objects.count()
    begins = ids.first_id_at(clock.now() - _SPAN) + size
    step = int(_SPAN / timedelta(milliseconds=1)) * _TICK // (missing + 1)
    handle = f"'copy' || n.i || 'of{size}'"
    changes = {"id": f"{begins} + n.i * {step}", "handle": handle, "handle_key": handle, "name": handle}
    copied(Member.objects.filter(origin="imported").order_by("pk")[0], missing, changes)
    return {"people": "/people/"}


def _pageful() -> Topic:
    known = Keys(SOURCE).find(ExternalType.TOPIC, [str(PAGEFUL)])[str(PAGEFUL)]
    return Topic.objects.get(pk=known.object_id)


WHAT = {"length": lengthen, "topics": add_topics, "members": add_members}


def main(arguments: list[str]) -> None:
    what, size = arguments
    with transaction.atomic():
        addresses = WHAT[what](int(size))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(json.dumps(addresses))


if __name__ == "__main__":
    main(sys.argv[1:])
