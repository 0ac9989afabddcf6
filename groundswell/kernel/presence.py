"""Who is at work on this installation, so that nobody takes its database away from under them.

Whoever serves pages or works off jobs holds a lock together with the others; whoever restores or upgrades
holds it alone. The system takes it back from a process that dies.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from django.conf import settings
from django.db import connection

_FILE = "running.lock"
UNFINISHED = "upkeep_unfinished"  # the table that marks a restore which has not ended
_NOTICES_WITHIN, _LOOKS_EVERY = 3.0, 0.1  # seconds
APPLICATION = "groundswell"  # how our connections call themselves in PostgreSQL, on every machine
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND application_name = %s AND pid <> pg_backend_pid()"
)


class Busy(Exception):
    """The installation is not free for this; the message is a sentence for the operator."""


def hold() -> TextIO:
    """Be at work until the answer is closed, or the process ends. Busy while somebody must be alone."""
    return _locked(fcntl.LOCK_SH, "A restore or an upgrade is going on here. Start again when it has ended.")


@contextmanager
def alone() -> Iterator[None]:
    """Keep everybody away for the length of the block. Busy while somebody is at work, here or elsewhere."""
    sentence = "Groundswell is running. Stop it first (for instance: systemctl stop groundswell)."
    with _locked(fcntl.LOCK_EX, sentence):
        if connection.vendor == "postgresql" and (count := _others_who_stay()):
            raise Busy(f"{count} connections of Groundswell use this database, perhaps from another machine.")
        yield


def is_half_restored() -> bool:
    """Whether a restore into PostgreSQL was killed, so that what stands there is nobody's community yet."""
    return connection.vendor == "postgresql" and UNFINISHED in connection.introspection.table_names()


def _locked(how: int, otherwise: str) -> TextIO:
    settings.HOME.mkdir(parents=True, exist_ok=True)
    file: TextIO = (settings.HOME / _FILE).open("w")
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise Busy(otherwise) from None
    return file


def _others_who_stay() -> int:
    """How many are still there after a moment: PostgreSQL takes one to notice that a process was killed."""
    until = time.monotonic() + _NOTICES_WITHIN
    while (count := _others_on_database()) and time.monotonic() < until:
        time.sleep(_LOOKS_EVERY)
    return count


def _others_on_database() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS, [APPLICATION])
        return int(cursor.fetchone()[0])
