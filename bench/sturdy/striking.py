"""Ends the process that it is in, by kill -9 from within, at a moment that no outsider could hit.

The harness writes into a file who is to die where ("page commit"); the first process that comes there takes
the file away and dies. It gets into the server by Python's own `sitecustomize` (see hook/).
"""

import os
import re
import signal
import smtplib
import sys
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom
from typing import Any

from bench.sturdy import witness

FILE = "BENCH_STRIKE"
# After one of a transaction's writes, before its commit, after its commit, after a mail has left.
WRITE, COMMIT, COMMITTED, MAILED = "write", "commit", "committed", "mailed"
PAGE, JOB = "page", "job"
_SHARE_OF_WRITES = 0.3
# Rate limits and sessions have transactions of their own: what a person did is in the others.
_MATTERS = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(?!kernel_tally|django_session)')
_lot = SystemRandom()


def arm() -> None:
    """Stand at every commit, write and mail of this process, if it is one that is to be harmed."""
    if FILE not in os.environ:
        return
    file, role = Path(os.environ[FILE]), JOB if "worker" in sys.orig_argv else PAGE

    def strike(point: str) -> None:
        if _told(file) == f"{role} {point}" and _taken(file):
            os.kill(os.getpid(), signal.SIGKILL)

    _stand_at_the_database(strike)
    _stand_at_the_post(strike)
    if role == JOB:
        witness.appear()


def order(file: Path, role: str, point: str) -> None:
    """Have the next process of this role that comes to this point end there."""
    draft = file.with_suffix(".draft")
    draft.write_text(f"{role} {point}")
    draft.rename(file)


def _stand_at_the_database(strike: Callable[[str], None]) -> None:
    from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: PLC0415 - only where it is armed
    from django.db.backends.utils import CursorWrapper  # noqa: PLC0415

    commit, execute = BaseDatabaseWrapper.commit, CursorWrapper.execute

    def committing(self: Any) -> None:  # noqa: ANN401 - Django's own
        matters, self.bench_wrote = getattr(self, "bench_wrote", False), False
        if matters:
            strike(COMMIT)
        commit(self)
        if matters:
            strike(COMMITTED)

    def executing(self: Any, sql: Any, params: Any = None) -> Any:  # noqa: ANN401
        done = execute(self, sql, params)
        if self.db.in_atomic_block and _MATTERS.match(str(sql)):
            self.db.bench_wrote = True
            if _lot.random() < _SHARE_OF_WRITES:
                strike(WRITE)
        return done

    BaseDatabaseWrapper.commit = committing  # type: ignore[method-assign]
    CursorWrapper.execute = executing  # type: ignore[method-assign]


def _stand_at_the_post(strike: Callable[[str], None]) -> None:
    send = smtplib.SMTP.sendmail

    def sending(self: smtplib.SMTP, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        refused = send(self, *args, **kwargs)
        strike(MAILED)
        return refused

    smtplib.SMTP.sendmail = sending  # type: ignore[method-assign]


def _told(file: Path) -> str:
    try:
        return file.read_text()
    except FileNotFoundError:
        return ""


def _taken(file: Path) -> bool:
    """Of several who come at once, one alone."""
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    return True
