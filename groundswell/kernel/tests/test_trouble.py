"""What the machine suffers from is told apart from what we do wrong, by the errors that it really raises."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, InternalError, OperationalError, connection, transaction

from groundswell.kernel.jobs.models import Schedule
from groundswell.kernel.trouble import Trouble, in_a_line, trouble_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "some.sqlite3"
    with closing(sqlite3.connect(place)) as database, database:
        database.execute("CREATE TABLE words (word TEXT)")
    return place


@pytest.fixture
def database(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as opened:
        yield opened


def said_by(database: sqlite3.Connection, statement: str) -> sqlite3.Error:
    with pytest.raises(sqlite3.Error) as raised:
        database.execute(statement)
    return raised.value


@pytest.mark.once
def test_a_full_disk_under_sqlite(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA max_page_count=1")

    assert trouble_of(said_by(database, "INSERT INTO words VALUES (zeroblob(100000))")) == Trouble.FULL


@pytest.mark.once
def test_a_lock_held_by_somebody_else(database: sqlite3.Connection, file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert trouble_of(said_by(database, "BEGIN IMMEDIATE")) == Trouble.BUSY


@pytest.mark.once
def test_a_file_that_may_only_be_read_or_is_not_there(file: Path) -> None:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as reading:
        assert trouble_of(said_by(reading, "INSERT INTO words VALUES ('a')")) == Trouble.READ_ONLY
    with pytest.raises(sqlite3.OperationalError) as raised:
        sqlite3.connect(file / "below")
    assert trouble_of(raised.value) == Trouble.AWAY


@pytest.mark.once
def test_a_statement_that_is_wrong_is_our_own_fault(database: sqlite3.Connection) -> None:
    assert trouble_of(said_by(database, "SELECT * FROM nothing")) is None
    assert trouble_of(LookupError("no")) is None
    assert trouble_of(None) is None


@pytest.mark.once
def test_a_system_without_room() -> None:
    upload = RuntimeError("An upload.")
    upload.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert trouble_of(upload) == Trouble.FULL
    assert trouble_of(OSError(errno.EROFS, "Read-only")) == Trouble.READ_ONLY
    assert trouble_of(FileNotFoundError(errno.ENOENT, "Not there")) is None


@pytest.mark.once
def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(psycopg.OperationalError) as raised:
        psycopg.connect(host=str(tmp_path), dbname="none")

    assert trouble_of(raised.value) == Trouble.AWAY
    assert "\n" not in in_a_line(raised.value)


@pytest.mark.once
@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (psycopg.errors.DiskFull, Trouble.FULL),
        (psycopg.errors.TooManyConnections, Trouble.BUSY),
        (psycopg.errors.DeadlockDetected, Trouble.BUSY),
        (psycopg.errors.AdminShutdown, Trouble.AWAY),
        (psycopg.errors.UniqueViolation, None),
        (psycopg.errors.SyntaxError, None),
    ],
)
def test_what_postgresql_says_by_its_codes(error: type[psycopg.Error], trouble: Trouble | None) -> None:
    assert trouble_of(error("said")) == trouble


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_standby_may_only_be_read() -> None:
    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
            Schedule.objects.create(name="written", next_at="2026-01-01T00:00:00Z")

    with pytest.raises(InternalError) as raised:
        write()

    assert trouble_of(raised.value) == Trouble.READ_ONLY


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_ended() -> None:
    with pytest.raises(OperationalError) as raised, connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    connection.close()

    assert trouble_of(raised.value) == Trouble.AWAY


@pytest.mark.django_db(transaction=True)
def test_a_table_that_is_not_there_is_our_own_fault() -> None:
    with pytest.raises(DatabaseError) as raised, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nothing")

    assert trouble_of(raised.value) is None
