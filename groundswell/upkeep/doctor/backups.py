"""Whether there is something to go back to."""

import json
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from groundswell.kernel import clock
from groundswell.upkeep import keeping, places
from groundswell.upkeep.backing_up import LAST
from groundswell.upkeep.doctor.findings import Found, broken, check, fine, look

_EXPECTED, _TOO_OLD = timedelta(hours=26), timedelta(days=3)
_BY_HAND = timedelta(days=7)


@check("backups")
def last_backup() -> Found:
    wish = settings.BACKUPS
    if wish is None:
        yield from _by_hand()
        return
    newest = next(iter(keeping.in_folder(wish.folder)), None)
    if newest is None:
        yield look(
            f"There is no backup in {wish.folder} yet.", "Wait for the first, or: groundswell backup FILE"
        )
        return
    age = clock.now() - newest.at
    sentence = f"The last backup is from {newest.at:%Y-%m-%d %H:%M} UTC: {newest.file}."
    mend = f"See why under {settings.ORIGIN}/settings/jobs/ and in the worker's log."
    if age > _TOO_OLD:
        yield broken(sentence, mend)
    elif age > _EXPECTED:
        yield look(sentence, mend)
    else:
        yield fine(sentence)


@check("backups")
def another_disk() -> Found:
    wish = settings.BACKUPS
    if wish is None or not wish.folder.is_dir():
        return
    if wish.folder.stat().st_dev == places.home().stat().st_dev:
        yield look(
            f"{wish.folder} is on the disk of the database: one that breaks takes both.",
            "Copy it elsewhere each day, or name a folder on another disk in GROUNDSWELL_BACKUPS.",
        )


def _by_hand() -> Found:
    mend = (
        "Set GROUNDSWELL_BACKUPS to a folder, and the worker makes one each day; or: groundswell backup FILE"
    )
    last = _last()
    if last is None:
        yield look("Nothing was ever backed up.", mend)
        return
    at, file = last
    sentence = f"The last backup was made by hand, at {at:%Y-%m-%d %H:%M} UTC: {file}."
    yield look(sentence, mend) if clock.now() - at > _BY_HAND else fine(sentence)


def _last() -> tuple[datetime, Path] | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        values = json.loads((places.home() / LAST).read_text())
        return datetime.fromisoformat(values["at"]), Path(values["file"])
    return None
