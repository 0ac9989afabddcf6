"""The database: whether it answers, is sound, and is of this version."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import connection

from groundswell.upkeep import databases
from groundswell.upkeep.doctor.findings import Found, broken, check, fine, look
from groundswell.upkeep.versions import applied, of_this_version

_OLDEST = {"sqlite": (3, 35), "postgresql": (14,)}
_TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_REMOTE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "9p", "lustre", "fuse.sshfs"}
_MOUNTS = Path("/proc/self/mounts")
# Unless `serve --processes` says otherwise; each has one more, by which streams hear of news.
_PAGE_PROCESSES = 2
# What each process takes where its threads share none: three for pages, three that belong to the streams.
_UNSHARED = 6
# The worker with its lease, a backup, and `pg_dump` under it.
_OTHERS = 4


@check("database")
def answers() -> Found:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    version = connection.get_database_version()
    title = f"{_TITLES[connection.vendor]} {'.'.join(map(str, version))}"
    if version < _OLDEST[connection.vendor]:
        oldest = ".".join(map(str, _OLDEST[connection.vendor]))
        yield broken(f"{title} is too old.", f"Install {_TITLES[connection.vendor]} {oldest} or newer.")
    else:
        yield fine(f"{title} answers.")


@check("database", needs_database=True)
def tables() -> Found:
    had, known = applied(), of_this_version()
    if databases.own().is_unfinished():
        yield broken("A restore was interrupted here.", "groundswell restore FILE, once more")
    elif not had:
        yield broken("There are no tables yet.", "groundswell init")
    elif newer := had - known:
        yield broken(
            f"The database has had {len(newer)} changes that this version does not know.",
            "Fetch the newer version of the code again.",
        )
    elif waiting := known - had:
        yield broken(f"{len(waiting)} changes to the tables are waiting.", "groundswell upgrade")
    else:
        yield fine("The tables are of this version.")


@check("database", needs_database=True)
def sqlite_file() -> Found:
    if connection.vendor != "sqlite":
        return
    said = _ask("PRAGMA quick_check(1)")
    if said != "ok":
        yield broken(f"The file is damaged: {said}.", "Restore the last backup: groundswell restore FILE")
    mode = _ask("PRAGMA journal_mode")
    if mode == "wal":
        yield fine("The file is sound, and keeps a write-ahead log.")
    else:
        yield broken(
            f"The file keeps no write-ahead log ({mode}), so that readers and writers wait for each other.",
            "Put it on a local disk: SQLite's log needs shared memory.",
        )


@check("database", needs_database=True)
def sqlite_disk() -> Found:
    if connection.vendor != "sqlite" or not _MOUNTS.is_file():
        return
    kind = kind_of_disk(Path(connection.settings_dict["NAME"]), _MOUNTS.read_text("utf-8", "replace"))
    if kind in _REMOTE:
        yield broken(
            f"The file is on a network file system ({kind}), whose locks SQLite cannot trust.",
            "Move the folder of GROUNDSWELL_HOME to a local disk, or use PostgreSQL: groundswell move-to",
        )


@check("database", needs_database=True)
def postgresql_ways() -> Found:
    if connection.vendor != "postgresql":
        return
    if (encoding := _ask("SHOW server_encoding")) != "UTF8":
        yield broken(f"The database is encoded in {encoding}.", "Make it anew: createdb --encoding=UTF8")
    if (level := _ask("SHOW default_transaction_isolation")) != "read committed":
        yield broken(
            f"Transactions are {level} by default.",
            "ALTER DATABASE … SET default_transaction_isolation TO 'read committed'",
        )


@check("database", needs_database=True)
def postgresql_connections() -> Found:
    if connection.vendor != "postgresql":
        return
    most = int(_ask("SHOW max_connections")) - int(_ask("SHOW superuser_reserved_connections"))
    taken = int(_ask("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"))
    ours = int(_ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"))
    free, needed = most - taken + ours, most_connections(connection.settings_dict)
    if free < needed:
        yield look(
            f"{free} connections are to be had, and one machine of ours may need {needed}.",
            "Raise max_connections in postgresql.conf, or lower GROUNDSWELL_DATABASE_CONNECTIONS.",
        )
    else:
        yield fine(f"{free} connections are to be had; one machine of ours may need {needed}.")


def kind_of_disk(file: Path, mounts: str) -> str:
    """The kind of file system on which a file stands, by the longest mount point above it."""
    rows = [line.split() for line in mounts.splitlines() if len(line.split()) > 2]  # noqa: PLR2004 - device, place, kind
    places = {row[1].replace("\\040", " "): row[2] for row in rows}
    return next((places[str(folder)] for folder in file.absolute().parents if str(folder) in places), "")


def most_connections(database: Mapping[str, Any]) -> int:
    """How many connections one machine of ours may take, by the operator's settings."""
    pool = database["OPTIONS"].get("pool")
    each = pool["max_size"] if pool else _UNSHARED
    return int(_PAGE_PROCESSES * (each + 1) + _OTHERS)


def _ask(sql: str) -> Any:  # noqa: ANN401 - a number or a word, as the question is
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
