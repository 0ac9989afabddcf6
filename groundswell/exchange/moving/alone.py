"""Only one import at a time, and none that was killed stands in the way of the next."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

_KEY = 0x6D6F76696E67  # 'moving': an advisory lock of PostgreSQL is a number


class Refused(Exception):
    """The import cannot begin; the message is a sentence for the operator."""


@contextmanager
def alone() -> Iterator[None]:
    """Hold what only one process can hold, and what the system takes back from a process that dies."""
    holding = _in_database() if connection.vendor == "postgresql" else _in_folder()
    with holding:
        yield


@contextmanager
def _in_folder() -> Iterator[None]:
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with (settings.HOME / "import.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy() from None
        yield


@contextmanager
def _in_database() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_KEY])
        if not cursor.fetchone()[0]:
            raise _busy()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_KEY])


def _busy() -> Refused:
    return Refused("Another import is running. Let it finish, or stop it, and start this one again.")
