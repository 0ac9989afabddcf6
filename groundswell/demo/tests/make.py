"""The demo, lived through in a transaction that is taken back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection, transaction

from groundswell.demo.play import play
from groundswell.demo.tests.silence import Watch
from groundswell.kernel import clock, epoch
from groundswell.kernel.ledger.models import Entry
from groundswell.people.events import VISITED
from groundswell.people.models import Member
from groundswell.topics.models import Post, Reaction, ReadMark, Topic

ANCHOR = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
# What the story cannot hold without a mail server, a console, a dead job, an import or a drawn logo.
NEVER_HAPPENS = {
    "community.logo_changed": "a picture would have to be carried along for it",
    "community.mail_server_set": "the demo sends no mail",
    "community.mail_server_removed": "the demo sends no mail",
    "community.job_retried": "no job dies",
    "community.job_discarded": "no job dies",
    "people.claim_issued": "nobody was imported",
    "people.claimed": "nobody was imported",
    "people.door_key_made": "only the operator makes one, on the console",
    "people.door_key_used": "only the operator makes one, on the console",
    "people.imported": "nobody was imported",
    "power.standing_seen": "nobody looks at how far somebody is heard",
    "power.index_switched_on": "they look at eight readings, as one should",
    "power.index_switched_off": "it was never on",
    "discovery.findability_changed": "they are found as an open community is from the start",
}
_ADDRESS = re.compile(r"/([tp])/[0-9]+/")


class Played:
    """What it said while it ran, its statements counted and watched, and what there was the time before."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.statements = 0
        self.watch = Watch()
        self.before: list[Any] = []

    def count(self, execute: Any, *statement: Any) -> Any:
        self.statements += 1
        self.watch.see(statement[0])
        return execute(*statement)


@contextmanager
def played(anchor: datetime = ANCHOR) -> Iterator[Played]:
    """The demo as if it had been loaded at the anchor; gone afterwards."""
    run = Played()
    with transaction.atomic():
        with clock.moved_to(anchor), connection.execute_wrapper(run.count):
            play(run.told.append)
        _let_the_database_know_itself()
        with clock.moved_to(anchor):
            yield run
        transaction.set_rollback(True)
    epoch.forget()


def _let_the_database_know_itself() -> None:
    """PostgreSQL takes tables for empty until it has counted them, and plans for minutes of nested loops."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def everything() -> list[Any]:
    """What there is, but for the numbers that chance gives to things."""
    posts = Post.objects.order_by("pk").values_list(
        "author__handle", "hearts", "thanks", "is_hidden", "source"
    )
    return [
        list(
            Member.objects.order_by("pk").values_list(
                "handle", "name", "about", "joined_at", "role", "standing"
            )
        ),
        list(
            Topic.objects.order_by("pk").values_list(
                "title", "reply_count", "people_count", "space__name", "kind"
            )
        ),
        [(*post[:4], _ADDRESS.sub(r"/\1/", post[4])) for post in posts],
        list(Entry.objects.order_by("position").values_list("at", "event", "subject_type")),
        sorted(Reaction.objects.values_list("member__handle", "kind", "post__author__handle"), key=str),
        sorted(ReadMark.objects.values_list("member__handle", "topic__title"), key=str),
    ]


def whole() -> list[Any]:
    """What there is after one telling."""
    with played():
        return everything()


def longest_gap(handle: str) -> timedelta:
    """How long somebody stayed away."""
    return max(after - before for before, after in pairwise(visits_of(handle)))


def visits_of(handle: str) -> list[datetime]:
    """When somebody came by, day by day."""
    visits = Entry.objects.filter(event=VISITED.code, actor=Member.objects.get(handle=handle).pk)
    return [clock.from_micros(at) for at in visits.order_by("at").values_list("at", flat=True)]
