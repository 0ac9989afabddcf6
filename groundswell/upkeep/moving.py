"""Copies everything into an empty database of the other kind, in one transaction of the other side.

Killed at any moment, the other side is as empty as before; this side is only read.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, DataError, connection, connections, models, transaction

from groundswell.kernel import presence
from groundswell.kernel.epoch import Epoch
from groundswell.kernel.ledger import adopt_entries
from groundswell.upkeep import databases
from groundswell.upkeep.databases import Tell
from groundswell.upkeep.databases.counting import MIGRATIONS, is_alive
from groundswell.upkeep.refusals import Refused
from groundswell.upkeep.versions import applied, of_this_version

THERE = "there"
_AT_ONCE = 500
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """How many tables and rows went over, and which tables nobody here knows."""

    tables: int
    rows: int
    unknown: list[str]


def move_to(database: dict[str, Any], tell: Tell) -> Moved:
    """Copy, compare, and only then commit; Refused with a sentence, and the other side empty."""
    connections.databases[THERE] = connections.databases["default"] | {"OPTIONS": {}} | database
    try:
        with presence.alone():
            _check_here()
            _check_there()
            tell("Preparing the tables", 0, None)
            databases.of(connections[THERE]).clear(connections[THERE])  # what a killed one had begun
            call_command("migrate", database=THERE, verbosity=0, interactive=False)
            return _copy_all(tell)
    except DataError as misfit:
        raise Refused(f"A value does not fit there: {str(misfit).strip().splitlines()[0]}") from misfit
    finally:
        connections[THERE].close()
        del connections.databases[THERE], connections[THERE]


def _check_here() -> None:
    if MIGRATIONS not in connection.introspection.table_names():
        raise Refused("There is no database of Groundswell here yet: nothing to copy.")
    if applied() != of_this_version():
        raise Refused("This database is of another version than the code. Run `groundswell upgrade` first.")


def _check_there() -> None:
    there = connections[THERE]
    if connection.settings_dict["NAME"] == there.settings_dict["NAME"] and connection.vendor == there.vendor:
        raise Refused("That is the database which is in use already.")
    try:
        tables = set(there.introspection.table_names())
    except DatabaseError as trouble:
        raise Refused(
            f"The other database does not answer: {str(trouble).strip().splitlines()[0]}"
        ) from trouble
    if tables and MIGRATIONS not in tables:
        raise Refused("The other database holds tables of something else. Make an empty one.")
    with there.cursor() as cursor:
        if is_alive(tables, lambda sql: _rows(cursor, sql)):
            raise Refused("A community lives in the other database already. Make an empty one.")


def _copy_all(tell: Tell) -> Moved:
    tables = list(_tables())
    before = _version_of_data()
    with transaction.atomic(using=THERE):
        _empty(tables)
        sums = {model: _copy(model, tell) for model in tables}
        for number, (model, found) in enumerate(sums.items(), start=1):
            tell("Comparing tables", number, len(sums))
            if _sum(model) != found:
                raise Refused(f"{model._meta.db_table} is not the same on both sides. Nothing was kept.")
        if _version_of_data() != before:
            raise Refused("Somebody wrote to this database meanwhile. Stop everything, and start again.")
        _restart_numbers(tables)
        adopt_entries(THERE)
    return Moved(len(tables), sum(found.count for found in sums.values()), _unknown(tables))


def _tables() -> Iterator[type[models.Model]]:
    """All but the epoch, which the other side draws anew: its own triggers move it as rows come in."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and model is not Epoch:
            yield model


def _empty(tables: list[type[models.Model]]) -> None:
    """Take out what the migrations have put in: it comes over with its numbers."""
    style = no_style()
    names = [model._meta.db_table for model in tables]
    with connections[THERE].cursor() as cursor:
        for statement in connections[THERE].ops.sql_flush(style, names, allow_cascade=True):
            cursor.execute(statement)


def _copy(model: type[models.Model], tell: Tell) -> "Sum":
    """Foreign keys are looked at only when the other side commits, so the order of tables is free."""
    found = Sum()
    for batch in _batches(model, "default"):
        found.add(model, batch)
        _rows_of(model, THERE).bulk_create(batch)
        tell(model._meta.db_table, found.count, None)
    return found


def _sum(model: type[models.Model]) -> "Sum":
    found = Sum()
    for batch in _batches(model, THERE):
        found.add(model, batch)
    return found


@dataclass(slots=True)
class Sum:
    """How many rows, and the sum of their digests: the same in whatever order a database sorts them."""

    count: int = 0
    digests: int = 0

    def add(self, model: type[models.Model], batch: list[models.Model]) -> None:
        names = [field.attname for field in model._meta.concrete_fields]
        for row in batch:
            values = json.dumps([_plain(getattr(row, name)) for name in names], sort_keys=True, default=str)
            self.digests += int.from_bytes(hashlib.sha256(values.encode()).digest())
        self.count += len(batch)


def _rows_of(model: type[models.Model], using: str) -> "models.QuerySet[models.Model]":
    """Every row, whatever the feature's own manager leaves out."""
    return model._base_manager.using(using)  # noqa: SLF001 - it is Django's for such as us


def _batches(model: type[models.Model], using: str) -> Iterator[list[models.Model]]:
    """A few hundred rows at a time, each by a short question of its own, in the order of their keys."""
    rows = _rows_of(model, using).order_by("pk")
    last = None
    while batch := list(rows.filter(pk__gt=last)[:_AT_ONCE] if last is not None else rows[:_AT_ONCE]):
        yield batch
        last = batch[-1].pk


def _plain(value: object) -> object:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def _restart_numbers(tables: list[type[models.Model]]) -> None:
    there = connections[THERE]
    with there.cursor() as cursor:
        for statement in there.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _version_of_data() -> object:
    """On SQLite a number that moves when anybody else commits."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA data_version").fetchone()[0]


def _unknown(tables: list[type[models.Model]]) -> list[str]:
    ours = {model._meta.db_table for model in tables} | {Epoch._meta.db_table, MIGRATIONS}
    return sorted(set(connection.introspection.table_names()) - ours)


def _rows(cursor: Any, sql: str) -> list[Any]:  # noqa: ANN401 - either database's cursor
    cursor.execute(sql)
    return list(cursor.fetchall())
