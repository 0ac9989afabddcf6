"""How each kind of database is copied out whole, and put back whole."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from groundswell.upkeep.archive import Archive, Facts, Writing
from groundswell.upkeep.databases import postgresql, sqlite

Tell = Callable[[str, int, int | None], None]


class Keeper(Protocol):
    """What each of the two modules can do."""

    def copy_out(self, writing: Writing, tell: Tell) -> Facts:
        """Write a consistent copy into the archive, while others go on writing to the database."""

    def putting_back(self, archive: Archive, tell: Tell) -> AbstractContextManager[None]:
        """Within the block this process works on what was restored; it stays if the block ends well."""

    def is_unfinished(self) -> bool:
        """Whether somebody was killed within `putting_back`."""

    def clear(self, database: BaseDatabaseWrapper) -> None:
        """Take everything of ours out of a database where nobody lives."""


def of(database: BaseDatabaseWrapper) -> Keeper:
    """The one for a database of this kind."""
    return sqlite if database.vendor == "sqlite" else postgresql


def own() -> Keeper:
    """The one for the database that this installation stands on."""
    return of(connections["default"])
