"""PostgreSQL: copied by pg_dump under a snapshot, put back by pg_restore in one transaction."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

import psycopg
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.conninfo import make_conninfo

from groundswell.kernel import epoch, presence
from groundswell.kernel.presence import UNFINISHED
from groundswell.upkeep.archive import Archive, Facts, Writing
from groundswell.upkeep.archive.manifest import DATABASES
from groundswell.upkeep.archive.writing import chunks_of
from groundswell.upkeep.databases.counting import facts_of
from groundswell.upkeep.refusals import Refused

_NAME = DATABASES["postgresql"]
_KNOWN = {
    "host",
    "port",
    "user",
    "dbname",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "connect_timeout",
    "service",
}
# What stands in our schema and came with no extension.
_OURS = """
SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE', n.nspname, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND c.relname <> 'upkeep_unfinished'
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
UNION ALL
SELECT format(
    'DROP ROUTINE IF EXISTS %I.%I(%s) CASCADE',
    n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)
)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = current_schema()
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
_ORPHANS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND application_name = 'pg_restore'"
)
_PATIENCE, _PAUSE = 10, 0.05
Tell = Callable[[str, int, int | None], None]


def copy_out(writing: Writing, tell: Tell) -> Facts:
    """A copy of one moment: what is counted and what is dumped are seen through the same snapshot."""
    program = _program("pg_dump")
    with psycopg.connect(_address(), password=_password(), autocommit=False) as source:
        source.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        facts = facts_of("postgresql", lambda sql: source.execute(sql).fetchall())
        row = source.execute("SELECT pg_export_snapshot()").fetchone()
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={row[0] if row else ''}"]
        with _running([program, *options, f"--dbname={_address()}"], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None  # noqa: S101 - it was asked for
            writing.add(
                _NAME,
                chunks_of(process.stdout),
                packed=True,
                tell=lambda done: tell("Copying (bytes)", done, None),
            )
    return facts


@contextmanager
def putting_back(archive: Archive, tell: Tell) -> Iterator[None]:
    """Our tables go, those of the archive come in one transaction; a mark stands there until all is done."""
    program = _program("pg_restore")
    _refuse_unreadable(program, archive)
    _end_orphans()
    _ask(f"CREATE TABLE IF NOT EXISTS {UNFINISHED} ()")
    try:
        clear(connection)
        options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
        tell("Restoring", 0, None)
        with _running([program, *options, f"--dbname={_address()}"], stdin=subprocess.PIPE) as process:
            _feed(process, archive)
        _ask("ANALYZE")
        epoch.forget()
        yield
    except BaseException:
        connection.close()
        clear(connection)
        raise
    finally:
        epoch.forget()
    _ask(f"DROP TABLE {UNFINISHED}")


def is_unfinished() -> bool:
    return presence.is_half_restored()


def _end_orphans() -> None:
    """A pg_restore whose parent was killed goes on, and would write into what comes now."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(_ORPHANS)
            if not cursor.fetchall():
                return
        time.sleep(_PAUSE)
    raise Refused("A pg_restore is still at work on this database. End it, and restore again.")


def clear(database: BaseDatabaseWrapper) -> None:
    """Drop what is ours in a database where nobody lives."""
    with database.cursor() as cursor:
        cursor.execute(_OURS)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def _ask(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _refuse_unreadable(program: str, archive: Archive) -> None:
    """An older pg_restore may not know a newer dump: that is told before anything is touched."""
    with _running([program, "--list"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        _feed(process, archive)


def _feed(process: "subprocess.Popen[bytes]", archive: Archive) -> None:
    """What it does not want any more is read to the end nonetheless, so that the digest is compared."""
    assert process.stdin is not None  # noqa: S101 - it was asked for
    is_open = True
    for chunk in archive.chunks(_NAME):
        try:
            if is_open:
                process.stdin.write(chunk)
        except BrokenPipeError:
            is_open = False
    try:
        process.stdin.close()
    except BrokenPipeError:
        return


@contextmanager
def _running(
    command: list[str], *, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL
) -> "Iterator[subprocess.Popen[bytes]]":
    """One of PostgreSQL's programs; Refused with its own last words where it fails."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=errors, env=_environment())  # noqa: S603
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        finally:
            process.wait()
            for pipe in (process.stdin, process.stdout):
                _close(pipe)
        if process.returncode:
            errors.seek(0)
            raise Refused(f"{os.path.basename(command[0])} said: {_last_words(errors.read())}")  # noqa: PTH119


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except BrokenPipeError:
        return


def _last_words(said: bytes) -> str:
    lines = [line for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    errors = [line.partition("error:")[2].strip() for line in lines if "error:" in line]
    return next(iter(errors or lines[-1:]), "nothing.")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Refused(
            f"{name} is not on this machine's PATH. Install PostgreSQL's client programs, "
            "of the server's version or newer (Debian: apt-get install postgresql-client)."
        )
    return found


def _address() -> str:
    """Where the database is, without the password: it would be seen in the list of processes."""
    known = connection.get_connection_params()
    return make_conninfo(**{name: value for name, value in known.items() if name in _KNOWN})


def _password() -> str | None:
    return connection.settings_dict["PASSWORD"] or None


def _environment() -> dict[str, str]:
    password = _password()
    return {**os.environ, **({"PGPASSWORD": password} if password else {})}
