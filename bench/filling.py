"""`python -m bench.filling SIZE` writes a made-up ledger into an empty installation, past the application.

There are entries alone, and the members whom the facts name. Prints how many entries there are, and which
moment they end at.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import fields

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
import django

django.setup()

from django.db import connection, transaction

from bench.ledger import PROGRAMS, TEAM, Entries, Story, ids
from bench.plan import monday_before
from groundswell.kernel import clock
from groundswell.kernel.progress import Progress
from groundswell.people.models import Member, Origin, Role

_AT_ONCE = 100_000
COLUMNS = (
    *("id", "at", "recorded_at", "event", "version", "actor", "subject_type", "subject"),
    *("space", "topic", "toward", "imported", "data"),
)
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'kernel_entry' AND sql LIKE 'CREATE INDEX%'"


def rows(told: Entries) -> Iterator[list[tuple[object, ...]]]:
    """As the table takes them, many at a time; 0 becomes NULL where there may be none."""
    columns = [ids(told.at), *(getattr(told, each.name) for each in fields(Entries))]
    for first in range(0, len(told), _AT_ONCE):
        some = (column[first : first + _AT_ONCE].tolist() for column in columns)
        yield [_row(*values) for values in zip(*some, strict=True)]


def _row(*values: int) -> tuple[object, ...]:
    number, at, event, actor, subject, space, topic, toward = values
    where = (space or None, topic or None, toward or None)
    return (number, at, at, event, 1, actor, "topics.post", subject, *where, False, "{}")


def write(told: Entries, progress: Progress) -> None:
    """Into the database of this installation, whichever it is."""
    put = _copy if connection.vendor == "postgresql" else _insert
    put(told, progress)
    progress.end()


def _insert(told: Entries, progress: Progress) -> None:
    """Indexes are made anew afterwards, which is quicker than keeping them all the while."""
    marks = ", ".join("?" * len(COLUMNS))
    sql = f"INSERT INTO kernel_entry ({', '.join(COLUMNS)}) VALUES ({marks})"  # noqa: S608 - our own columns
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute(_INDEXES)
        indexes = cursor.fetchall()
    with transaction.atomic(), connection.cursor() as cursor:
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for number, part in enumerate(rows(told)):
            cursor.cursor.executemany(sql, part)
            progress.step("entries", number * _AT_ONCE + len(part), len(told))
        for _, remade in indexes:
            cursor.execute(remade)


def _copy(told: Entries, progress: Progress) -> None:
    sql = f"COPY kernel_entry ({', '.join(COLUMNS)}) FROM STDIN"
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(sql) as copy:
        for number, part in enumerate(rows(told)):
            for row in part:
                copy.write_row(row)
            progress.step("entries", number * _AT_ONCE + len(part), len(told))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE kernel_entry")


def settle(story: Story) -> None:
    """The team and the programs."""
    first = story.people.id[: TEAM + PROGRAMS].tolist()
    kinds = [(Role.STEWARD, Origin.LOCAL)] * TEAM + [(Role.MEMBER, Origin.BOT)] * PROGRAMS
    Member.objects.bulk_create(
        Member(pk=number, handle=f"m{number}", role=role, origin=origin, joined_at=clock.now())
        for number, (role, origin) in zip(first, kinds, strict=True)
    )


def main(arguments: list[str]) -> None:
    end = clock.micros(monday_before(clock.now()))
    story = Story(int(arguments[0]), end)
    told = story.entries()
    settle(story)
    write(told, Progress(sys.stderr))
    print(json.dumps({"entries": len(told), "end": end, "people": len(story.people.id)}))


if __name__ == "__main__":
    main(sys.argv[1:])
