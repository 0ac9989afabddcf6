"""Hand-written SQL for hot pages and the commonest acts: one statement, the same text on both databases."""

from collections.abc import Sequence
from typing import Any

from django.db import connection


def rows(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one reading statement and return all its rows. PostgreSQL plans it once (`postgresql/base.py`)."""
    with getattr(connection, "planning_once", connection.cursor)() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def write(statement: str, values: Sequence[Any] = ()) -> int:
    """Run one writing statement and return how many rows it made or changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        changed: int = cursor.rowcount
    return changed
