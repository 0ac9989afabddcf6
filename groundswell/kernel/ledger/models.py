"""The ledger's table, and where each of its readers stands.

Times are integer microseconds in UTC and all ids are plain numbers without foreign keys, so that the
same SQL reads the ledger on SQLite, PostgreSQL and DuckDB.
"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from groundswell.kernel.ids import new_id

# Before every entry, also those of a database that has been restored many times (see `restoring`).
BEGINNING = -(2**62)


class WritingTransaction(models.Func):
    """The id of the transaction that writes the row; 0 where there is only one writer (SQLite)."""

    template = "0"
    output_field = models.BigIntegerField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        sql = "(pg_current_xact_id()::text::bigint)"
        return super().as_sql(compiler, connection, template=sql, **context)


class Entry(models.Model):
    """One thing that happened. Erasure replaces whom it was done by or toward; the rest never changes.

    The database itself refuses any other update (migration 0002).
    """

    position = models.BigAutoField(primary_key=True)
    transaction = models.BigIntegerField(db_default=WritingTransaction())
    id = models.BigIntegerField(unique=True, default=new_id)
    at = models.BigIntegerField()
    recorded_at = models.BigIntegerField()
    event = models.SmallIntegerField()
    version = models.SmallIntegerField(default=1)
    actor = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=40)
    subject = models.BigIntegerField()
    space = models.BigIntegerField(null=True)
    topic = models.BigIntegerField(null=True)
    toward = models.BigIntegerField(null=True)
    imported = models.BooleanField(default=False)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["transaction", "position"], name="entry_order"),
            models.Index(fields=["at"], name="entry_at"),
            models.Index(fields=["event", "at"], name="entry_event_at"),
            models.Index(fields=["actor", "at"], name="entry_actor_at"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject_type} {self.subject}"


class Follower(models.Model):
    """A reader of the ledger, the last entry it has dealt with, and how it fares."""

    name = models.CharField(max_length=80, unique=True)
    transaction = models.BigIntegerField(default=BEGINNING)
    position = models.BigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
