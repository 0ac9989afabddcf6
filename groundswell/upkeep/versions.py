"""Which migrations this version knows, and which the database has had."""

import re
from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from groundswell.upkeep.archive.manifest import Migrations


@cache
def of_this_version() -> Migrations:
    """Those in the code's files."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def applied() -> Migrations:
    """Those that the database has had."""
    return frozenset(MigrationRecorder(connection).applied_migrations())


def numbers_in(version: str) -> tuple[int, ...]:
    """A version as numbers that compare: '0.10.1' is (0, 10, 1)."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])
