"""The ledger as monthly Parquet files: what readings read of it, only ids, times and the codes of events.

A file is written again where it does not say what the database says: entries came late, somebody left and
their id gave way to another, or readings read more than before. Both are asked for it; no list beside the
files could be wrong.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db.models import Max, Min

from groundswell.kernel.ledger.models import Entry
from groundswell.people.models import Member
from groundswell.power.sources.lake import ENTRIES, MEMBERS, TOPICS, Lake
from groundswell.power.sources.months import Month
from groundswell.power.sources.sheets import FactSheet, MonthSheet, Sheet
from groundswell.topics.models import Topic

# Told how many of how many files have been looked at.
Tell = Callable[[int, int], None]
_PARTIAL, _LOCK = ".partial", ".lock"


class Refused(Exception):
    """The export cannot begin; the message is a sentence for the operator."""


def export(folder: Path, since: Month | None, tell: Tell) -> list[str]:
    """Bring the files of a folder, from a month on, to what the database says; the names of those written."""
    with _alone(folder) as room, closing(Lake(room)) as lake:
        return [_brought(sheet, lake, room) for sheet in _outdated(folder, since, tell=tell, lake=lake)]


def outdated(folder: Path, since: Month | None, tell: Tell) -> list[str]:
    """The names of the files that do not say what the database says; nothing is written."""
    with closing(Lake()) as lake:
        return [sheet.file.stem for sheet in _outdated(folder, since, tell=tell, lake=lake)]


def _outdated(folder: Path, since: Month | None, *, tell: Tell, lake: Lake) -> Iterator[Sheet]:
    sheets = _sheets(folder, since)
    for done, sheet in enumerate(sheets, start=1):
        if not sheet.is_current(lake):
            yield sheet
        tell(done, len(sheets))


def _sheets(folder: Path, since: Month | None) -> list[Sheet]:
    """Every month that the ledger or the folder knows, and the facts."""
    months = [MonthSheet(folder / ENTRIES / f"{month}.parquet", month) for month in sorted(_months(folder))]
    facts = [
        FactSheet(folder / f"{MEMBERS}.parquet", Member, ("id", "role", "origin")),
        FactSheet(folder / f"{TOPICS}.parquet", Topic, ("id", "kind")),
    ]
    return [*(sheet for sheet in months if since is None or sheet.month >= since), *facts]


def _months(folder: Path) -> set[Month]:
    found = Entry.objects.aggregate(first=Min("at"), last=Max("at"))
    there = {Month.named(file.stem) for file in (folder / ENTRIES).glob("*.parquet")}
    known = {month for month in there if month is not None}
    if found["first"] is not None:
        known.update(Month.of(found["first"]).until(Month.of(found["last"])))
    return known


def _brought(sheet: Sheet, lake: Lake, room: Path) -> str:
    """Write a file whole under another name, then give it its own; of nothing there is none."""
    part = room / sheet.file.name
    if lake.write(part, sheet.types, sheet.pieces()) or not isinstance(sheet, MonthSheet):
        part.chmod(0o600)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(sheet.file)
    else:
        sheet.file.unlink(missing_ok=True)
    return sheet.file.stem


@contextmanager
def _alone(folder: Path) -> Iterator[Path]:
    """The only export into a folder, with room for what is not whole yet; what a killed one left goes."""
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file; the export needs a folder.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / ENTRIES).mkdir(mode=0o700, exist_ok=True)
    room = folder / _PARTIAL
    with (folder / _LOCK).open("w") as lock:
        os.fchmod(lock.fileno(), 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"Another export into {folder} is running. Let it finish, or stop it.") from None
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(mode=0o700)
        try:
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)
