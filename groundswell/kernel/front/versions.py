"""How far the database has come: one small answer that is another after every change that pages can show.

It is the epoch and how far the ledger has grown. On SQLite, where a commit is seen at once in memory, it
is asked on the loop. On PostgreSQL transactions commit in another order than they number their entries, so
the largest number says little: the answer is the last entry that no open transaction can precede, and how
many stand behind it. An entry that becomes visible moves the one or the other (docs/decisions/0011).
"""

import asyncio
import sqlite3
import time
from typing import Any, Protocol

import psycopg
import structlog
from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Version = tuple[Any, ...]
_EPOCH = "(SELECT number FROM kernel_epoch WHERE id = 1)"
_ON_SQLITE = f"SELECT {_EPOCH}, (SELECT max(position) FROM kernel_entry)"  # noqa: S608 - our own words
_ON_POSTGRESQL = f"""
    SELECT {_EPOCH},
        (SELECT position FROM kernel_entry WHERE "transaction" < oldest
         ORDER BY "transaction" DESC, position DESC LIMIT 1),
        (SELECT count(*) FROM kernel_entry WHERE "transaction" >= oldest)
    FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest) AS settled
"""  # noqa: S608 - our own words
_NAME = b"groundswell_version"
_PATIENCE = 1.0
_PAUSE = 2.0
_log = structlog.get_logger("groundswell.front")


class Versions(Protocol):
    """Asked for every visitor's page, by all who ask for one."""

    async def open(self) -> None: ...

    async def read(self) -> Version | None:
        """The version at a moment after the call; None where it cannot be told."""

    def close(self) -> None: ...


def database_versions(alias: str = "default") -> Versions:
    """Those of this installation's database, through a connection of their own."""
    return OnPostgreSQL(alias) if connections[alias].vendor == "postgresql" else OnSQLite(alias)


def _own_connection(alias: str) -> BaseDatabaseWrapper:
    """A connection with the settings of all others, which belongs to no thread and to no pool."""
    own = connections[alias].copy()
    own.settings_dict.get("OPTIONS", {}).pop("pool", None)
    own.inc_thread_sharing()
    own.connect()
    return own


class _Connected:
    """Connects in another thread, and after a failure not again at once."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self._connection: BaseDatabaseWrapper | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._not_before = 0.0

    async def open(self) -> None:
        try:
            self._connection = await asyncio.to_thread(_own_connection, self.alias)
            await self._prepare(self._connection.connection)
        except (Error, OSError, psycopg.Error, sqlite3.Error) as trouble:
            _log.warning("visitors' pages are not kept", because=type(trouble).__name__)
            self._lose()

    def close(self) -> None:
        if self._connecting is not None:
            self._connecting.cancel()
        if self._connection is not None:
            self._connection.connection.close()
            self._connection = None

    async def _prepare(self, raw: Any) -> None:  # noqa: ANN401 - one of two libraries' connections
        raise NotImplementedError

    def _lose(self) -> None:
        """Do without, and try again in a while when somebody asks."""
        self._not_before = time.monotonic() + _PAUSE
        self.close()
        self._connecting = None

    def _try_again(self) -> None:
        if self._connecting is None and time.monotonic() >= self._not_before:
            self._connecting = asyncio.ensure_future(self._reopen())

    async def _reopen(self) -> None:
        await self.open()
        self._connecting = None


class OnSQLite(_Connected):
    """`data_version` is another number after every commit of others, and takes two microseconds."""

    _seen: int | None = None
    _version: Version | None = None

    async def _prepare(self, raw: sqlite3.Connection) -> None:
        raw.execute("PRAGMA busy_timeout=0")  # the loop waits for nobody
        raw.execute("PRAGMA cache_size=-64")  # and reads but two rows
        raw.execute("PRAGMA mmap_size=0").fetchall()
        self._seen = None

    async def read(self) -> Version | None:
        if self._connection is None:
            self._try_again()
            return None
        execute = self._connection.connection.execute
        try:
            seen = execute("PRAGMA data_version").fetchone()[0]
            if seen != self._seen:
                self._version = execute(_ON_SQLITE).fetchone()
                self._seen = seen
        except sqlite3.Error:
            self._lose()
            return None
        return self._version


class OnPostgreSQL(_Connected):
    """One question at a time, prepared; who comes while it is under way shares the next."""

    def __init__(self, alias: str) -> None:
        super().__init__(alias)
        self._pg: Any = None
        self._file = -1  # kept, as a connection that is lost no longer knows it
        self._asking: list[asyncio.Future[Version | None]] = []
        self._waiting: list[asyncio.Future[Version | None]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def _prepare(self, raw: Any) -> None:  # noqa: ANN401 - psycopg's, which knows its rows' types
        prepared = await asyncio.to_thread(raw.pgconn.prepare, _NAME, _ON_POSTGRESQL.encode())
        if prepared.status != psycopg.pq.ExecStatus.COMMAND_OK:
            raise psycopg.ProgrammingError(prepared.get_error_message())
        raw.pgconn.nonblocking = 1
        self._pg, self._file = raw.pgconn, raw.pgconn.socket
        asyncio.get_running_loop().add_reader(self._file, self._hear)

    async def read(self) -> Version | None:
        if self._pg is None:
            self._try_again()
            return None
        answer: asyncio.Future[Version | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        if not self._asking:
            self._ask()
        return await answer

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        asking, self._asking, self._waiting = [*self._asking, *self._waiting], [], []
        _tell(asking, None)
        if self._pg is not None:
            self._pg = None
            asyncio.get_running_loop().remove_reader(self._file)
        super().close()

    def _ask(self) -> None:
        self._asking, self._waiting = self._waiting, []
        self._timer = asyncio.get_running_loop().call_later(_PATIENCE, self._lose)
        try:
            self._pg.send_query_prepared(_NAME, None)
            self._pg.flush()
        except psycopg.Error:
            self._lose()

    def _hear(self) -> None:
        """Called when the database has said something, be it its end."""
        try:
            self._pg.consume_input()
            if self._pg.is_busy():
                return
            found = self._pg.get_result()
            while found is not None and self._pg.get_result() is not None:
                pass
        except psycopg.Error:
            self._lose()
            return
        if self._asking:
            self._answer(found)

    def _answer(self, found: Any) -> None:  # noqa: ANN401 - psycopg's result
        if found is None or found.ntuples != 1:
            self._lose()
            return
        if self._timer is not None:
            self._timer.cancel()
        asking, self._asking = self._asking, []
        _tell(asking, tuple(found.get_value(0, column) for column in range(found.nfields)))
        if self._waiting:
            self._ask()


def _tell(asking: "list[asyncio.Future[Version | None]]", version: Version | None) -> None:
    for each in asking:
        if not each.done():
            each.set_result(version)
