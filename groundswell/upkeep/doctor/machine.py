"""The machine: its folders, room, clock and limits."""

import os
import resource
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Max

from groundswell.kernel import clock
from groundswell.kernel.ledger.models import Entry
from groundswell.upkeep import places
from groundswell.upkeep.doctor.findings import Found, broken, check, fine, look

_LEAST_FREE = 200_000_000
_LEAST_INODES = 10_000
_LEAST_FILES = 4_096
_ROOM_FOR_A_BACKUP = 2  # its copy of the database, and the archive that it goes into
_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)  # this was written later
_APART, _FAR_APART = timedelta(seconds=2), timedelta(minutes=1)


@check("folders")
def home() -> Found:
    folder = places.home()
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".doctor-") as file:
            file.write(b"fine")
            file.flush()
    except OSError as trouble:
        yield broken(
            f"{folder} cannot be written to: {trouble.strerror}.",
            f"Give it to the user that runs Groundswell: chown -R USER {folder}",
        )
    else:
        yield fine(f"{folder} can be written to.")


@check("folders")
def static_files() -> Found:
    if not any(Path(settings.STATIC_ROOT).glob("*")):
        yield broken("The style sheets and scripts are not in place.", "groundswell init")


@check("disk")
def room() -> Found:
    free = shutil.disk_usage(places.home()).free
    size = _size_of_database()
    if free < _LEAST_FREE:
        yield broken(f"{_mb(free)} are left in {places.home()}.", "Make room, or move it to a larger disk.")
    elif free < size * _ROOM_FOR_A_BACKUP:
        yield look(
            f"The database has {_mb(size)} and {_mb(free)} are free: a backup may not fit.",
            "Make room, or keep backups on another disk: GROUNDSWELL_BACKUPS",
        )
    else:
        yield fine(f"The database has {_mb(size)}, and {_mb(free)} are free.")


@check("disk")
def inodes() -> Found:
    found = os.statvfs(places.home())
    if found.f_files and found.f_favail < _LEAST_INODES:
        yield look(f"{found.f_favail:,} more files fit on this disk.", "Delete what is not needed (df -i).")


@check("clock")
def sane() -> Found:
    if clock.now() < _WRITTEN:
        yield broken(f"The clock says {clock.now():%Y-%m-%d %H:%M} UTC.", "timedatectl set-ntp true")


@check("clock", needs_database=True)
def steps() -> Found:
    """A ledger that has been written in the future shows a clock that was set back."""
    last = Entry.objects.aggregate(last=Max("recorded_at"))["last"]
    ahead = clock.from_micros(last) - clock.now() if last else timedelta()
    if ahead > _FAR_APART:
        yield broken(
            f"The clock has been set back: the ledger's last entry is {ahead} ahead of it.",
            "timedatectl set-ntp true",
        )
    else:
        yield fine(f"The clock says {clock.now():%Y-%m-%d %H:%M} UTC, which is after everything written.")


@check("clock", needs_database=True)
def of_database() -> Found:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs(cursor.fetchone()[0] - clock.now())
    if apart > _APART:
        tell = broken if apart > _FAR_APART else look
        yield tell(f"The database's clock differs from this one by {apart}.", "Let both follow NTP.")


@check("open files")
def open_files() -> Found:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _LEAST_FILES:
        yield look(
            f"{soft:,} files may be open at once (at most {hard:,}): each reader of live pages needs one.",
            "LimitNOFILE=65536 in the systemd unit, or ulimit -n 65536",
        )
    else:
        yield fine(f"{soft:,} files may be open at once.")


def _size_of_database() -> int:
    if connection.vendor == "sqlite":
        file = str(connection.settings_dict["NAME"])
        return sum(Path(name).stat().st_size for name in (file, f"{file}-wal") if Path(name).exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _mb(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
