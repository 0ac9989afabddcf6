"""The one reader of the ledger in a process: a thread that sleeps until something has been committed."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import psycopg
import structlog
from django.db import Error, connection

from groundswell.kernel import epoch
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.ledger.order import are_waiting, entries_after
from groundswell.kernel.live.audience import Place

CHANNEL = "kernel_entry"
BATCH = 500
_GLANCE = 0.06  # how often SQLite is asked whether anything has changed
_MOMENT = 0.1  # no wait is longer at a stretch, so that a process that ends need not wait for its reader
_NET = 1.0  # PostgreSQL calls; this often we look without being called
_HALT, _LONGEST_HALT = 0.02, 0.5  # while a transaction still open keeps entries back
_BREATH = 1.0
_log = structlog.get_logger("groundswell.live")


@dataclass(frozen=True, slots=True)
class Round:
    """What one reading found, and the epoch that was read after it."""

    entries: Sequence[Entry]
    epoch: int
    read_at: float


class Waker(Protocol):
    def is_called(self, within: float) -> bool:
        """Whether there may be something new; waits for it no longer than that."""

    def close(self) -> None: ...


class Glances:
    """SQLite counts what others commit; asking for the count reads no table and holds nothing open."""

    def __init__(self) -> None:
        self._version = 0

    def is_called(self, within: float) -> bool:
        if self._has_changed():
            return True
        time.sleep(min(within, _GLANCE))
        return False

    def close(self) -> None:
        """The connection is the reader's own."""

    def _has_changed(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            before, self._version = self._version, cursor.fetchone()[0]
        return self._version != before


class Calls:
    """PostgreSQL calls at each commit with entries, on a connection that does nothing but listen."""

    def __init__(self) -> None:
        self._line = psycopg.connect(**connection.get_connection_params(), autocommit=True)
        self._line.execute(f"LISTEN {CHANNEL}")

    def is_called(self, within: float) -> bool:
        return any(True for _call in self._line.notifies(timeout=within, stop_after=1))

    def close(self) -> None:
        self._line.close()


class Reader(threading.Thread):
    """Reads on from `place` and hands over each round, also one in which nothing has happened."""

    def __init__(self, place: Place, hand_over: Callable[[Round], None]) -> None:
        super().__init__(name="ledger-reader", daemon=True)
        self.place, self.hand_over = place, hand_over
        self._ending = threading.Event()

    def run(self) -> None:
        while not self._ending.is_set():
            try:
                self._follow()
            except (Error, psycopg.Error, OSError):
                _log.warning("the database is away")
                self._ending.wait(_BREATH)
            except Exception:  # noqa: BLE001 - whatever it is, the streams are told later
                _log.exception("reading the ledger failed")
                self._ending.wait(_BREATH)
            finally:
                connection.close()

    def end(self) -> None:
        self._ending.set()

    def _follow(self) -> None:
        """Until something fails; the place is kept, so that what was not handed over is read again."""
        waker: Waker = Calls() if connection.vendor == "postgresql" else Glances()
        halt = _HALT
        try:
            while not self._ending.is_set():
                is_halted = are_waiting()  # asked first: what comes after it calls
                is_more = self._read()
                if is_more:
                    halt = _HALT
                    continue
                self._wait(waker, halt if is_halted else _NET)
                halt = min(2 * halt, _LONGEST_HALT) if is_halted else _HALT
        finally:
            waker.close()

    def _wait(self, waker: Waker, seconds: float) -> None:
        """Until it calls, the time has passed, or we are to end."""
        until = time.monotonic() + seconds
        while not self._ending.is_set() and (left := until - time.monotonic()) > 0:
            if waker.is_called(within=min(left, _MOMENT)):
                return

    def _read(self) -> bool:
        entries = entries_after(*self.place, BATCH)
        self.hand_over(Round(entries, epoch.stored(), time.monotonic()))
        if entries:
            self.place = Place(entries[-1].transaction, entries[-1].position)
        return bool(entries)
