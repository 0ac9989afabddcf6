"""What can be wrong with the machine under us, told apart from what is wrong with us.

A lock that is held too long, a database that is away, a disk that is full: none is mended in our code, and
each passes. Whatever else a database says is our fault, and answered as such.
"""

import errno
from collections.abc import Iterator
from enum import StrEnum
from typing import Any


class Trouble(StrEnum):
    """Nothing is lost by any of them but what was just sent."""

    BUSY = "busy"
    AWAY = "away"
    FULL = "full"
    READ_ONLY = "read-only"


# SQLite's result codes (https://sqlite.org/rescode.html): BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL,
# CANTOPEN, PROTOCOL.
_OF_SQLITE = {
    5: Trouble.BUSY,
    6: Trouble.BUSY,
    7: Trouble.BUSY,
    8: Trouble.READ_ONLY,
    10: Trouble.AWAY,
    13: Trouble.FULL,
    14: Trouble.AWAY,
    15: Trouble.BUSY,
}
# PostgreSQL's (https://www.postgresql.org/docs/current/errcodes-appendix.html), the whole or its class.
_OF_POSTGRESQL = {
    "08": Trouble.AWAY,
    "25006": Trouble.READ_ONLY,
    "25P03": Trouble.AWAY,
    "40": Trouble.BUSY,
    "53": Trouble.BUSY,
    "53100": Trouble.FULL,
    "55P03": Trouble.BUSY,
    "57": Trouble.AWAY,
    "58": Trouble.AWAY,
}
_OF_SYSTEM = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
}
_PRIMARY = 0xFF


def trouble_of(exception: BaseException | None) -> Trouble | None:
    """The machine's trouble behind an exception; None where there is none that we know."""
    return next((found for each in _causes(exception) if (found := _told_by(each))), None)


def in_a_line(exception: BaseException) -> str:
    """What was said about it, without what PostgreSQL adds in further lines: that may be somebody's."""
    return f"{type(exception).__name__}: {exception}".partition("\n")[0]


def _causes(exception: BaseException | None) -> Iterator[BaseException]:
    """Django's database errors carry the driver's as their cause."""
    while exception is not None:
        yield exception
        exception = exception.__cause__


def _told_by(exception: BaseException) -> Trouble | None:
    """What the system or a driver says, known by what only they carry: neither driver need be there."""
    if isinstance(exception, OSError):
        return _OF_SYSTEM.get(exception.errno or 0)
    if (number := getattr(exception, "sqlite_errorcode", None)) is not None:
        return _OF_SQLITE.get(number & _PRIMARY)
    return _of_postgresql(exception) if hasattr(exception, "sqlstate") else None


def _of_postgresql(exception: Any) -> Trouble | None:  # noqa: ANN401 - psycopg's, which may not be there
    """A connection that breaks, or is never made, has no code."""
    code = exception.sqlstate
    if code is None:
        names = {each.__name__ for each in type(exception).__mro__}
        return Trouble.AWAY if names & {"OperationalError", "InterfaceError"} else None
    return _OF_POSTGRESQL.get(code) or _OF_POSTGRESQL.get(code[:2])
