"""SQLite: copied by its own backup interface, put back as a new file that takes the old one's name."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from groundswell.kernel import epoch
from groundswell.upkeep.archive import Archive, Facts, Writing
from groundswell.upkeep.archive.manifest import DATABASES
from groundswell.upkeep.archive.writing import chunks_of
from groundswell.upkeep.databases.counting import facts_of, is_alive
from groundswell.upkeep.refusals import Refused, no_room_in, writing_into

_NAME = DATABASES["sqlite"]
_PAGES_AT_ONCE = 2048
_COMPANIONS = ("-wal", "-shm", "-journal")
_FULL = "full"
Tell = Callable[[str, int, int | None], None]


def copy_out(writing: Writing, tell: Tell) -> Facts:
    """A copy of one moment. Writers go on: in WAL mode a reader keeps its moment and holds up nobody."""
    copy = Path(f"{writing.part}.sqlite3")
    copy.unlink(missing_ok=True)
    copy.touch(mode=0o600)
    try:
        _copy(copy, tell)
        with closing(_opened(copy)) as database:
            _refuse_damaged(database)
            facts = facts_of("sqlite", lambda sql: database.execute(sql).fetchall())
        total = copy.stat().st_size
        with copy.open("rb") as file:
            writing.add(_NAME, chunks_of(file), tell=lambda done: tell("Packing", done, total))
    finally:
        _remove(copy)
    return facts


@contextmanager
def putting_back(archive: Archive, tell: Tell) -> Iterator[None]:
    """Beside the database, which stays as it is until the last step gives its name to the new file."""
    target = Path(connection.settings_dict["NAME"])
    staged = _staged(target)
    with writing_into(target.parent):
        _remove(staged)
        tell("Unpacking", 0, None)
        archive.extract(_NAME, staged)
        with closing(_opened(staged)) as database:
            _refuse_damaged(database)
    try:
        with connected_to(str(staged)):
            yield
            _settle(staged)
        for name in _COMPANIONS:
            Path(f"{target}{name}").unlink(missing_ok=True)
        staged.rename(target)
    finally:
        _remove(staged)
        epoch.forget()


def is_unfinished() -> bool:
    """Where a community lives, what lies beside it was meant for it, and changes nothing."""
    return _staged(Path(connection.settings_dict["NAME"])).exists() and not _is_alive()


def clear(database: BaseDatabaseWrapper) -> None:
    """Remove the file of a database where nobody lives."""
    database.close()
    _remove(Path(database.settings_dict["NAME"]))


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Let this process work on another database of the same kind."""
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    epoch.forget()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _is_alive() -> bool:
    with connection.cursor() as cursor:
        return is_alive(
            set(connection.introspection.table_names(cursor)), lambda sql: cursor.execute(sql).fetchall()
        )


def _copy(copy: Path, tell: Tell) -> None:
    def told(status: int, remaining: int, total: int) -> None:
        del status
        tell("Copying", total - remaining, total)

    try:
        original = Path(connection.settings_dict["NAME"])
        with closing(_opened(original)) as source, closing(_opened(copy)) as target:
            # The open transaction keeps this moment: without it, each write would begin the copy anew.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            source.backup(target, pages=_PAGES_AT_ONCE, progress=told)
            target.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as trouble:
        raise _refused(trouble, copy.parent) from trouble


def _opened(path: Path) -> sqlite3.Connection:
    """A connection of our own, which never makes a file."""
    return sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, isolation_level=None, timeout=5)


def _refuse_damaged(database: sqlite3.Connection) -> None:
    try:
        said: list[Any] = database.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.DatabaseError as damage:
        raise Refused(f"The database is damaged: {damage}.") from damage
    if said != [("ok",)]:
        raise Refused(f"The database is damaged: {said[0][0]}. An older backup may be sound.")


def _refused(trouble: sqlite3.OperationalError, folder: Path) -> Refused:
    if _FULL in str(trouble):
        return Refused(no_room_in(folder))
    return Refused(f"The database could not be copied: {trouble}.")


def _settle(staged: Path) -> None:
    """Have everything in the one file, and the file on the disk."""
    connection.close()
    with closing(_opened(staged)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("PRAGMA journal_mode=DELETE")
    handle = os.open(staged, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _staged(target: Path) -> Path:
    return target.with_name(f"{target.name}.restoring")


def _remove(file: Path) -> None:
    for name in ("", *_COMPANIONS):
        with suppress(OSError):
            Path(f"{file}{name}").unlink(missing_ok=True)
