"""Backups that come by themselves: made under a name of our own, and thinned out by age."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from groundswell.kernel import clock
from groundswell.upkeep.backing_up import back_up
from groundswell.upkeep.databases import Tell
from groundswell.upkeep.refusals import writing_into

_STAMP = "%Y%m%dT%H%M%SZ"
_ENDING = ".groundswell.zip"
_HALF_ENDS = (f"{_ENDING}.part", f"{_ENDING}.part.sqlite3")
_HALF_STAYS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup of this community, and when it was made."""

    file: Path
    at: datetime


def name_at(at: datetime) -> str:
    """`community.example.org-20261122T033000Z.groundswell.zip`: two communities may share a folder."""
    return f"{_host()}-{at.strftime(_STAMP)}{_ENDING}"


def make_one(folder: Path, tell: Tell) -> Path:
    """A backup in the folder, which is made if it is not there."""
    with writing_into(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / name_at(clock.now())
    back_up(target, tell)
    return target


def thin_out(folder: Path, *, days: int, weeks: int, months: int) -> list[Path]:
    """Delete our own backups that no day, week or month needs any more; returns which went."""
    there = in_folder(folder)
    stays = {
        *_newest_of(there, days, lambda at: at.date().toordinal()),
        *_newest_of(there, weeks, lambda at: at.date().toordinal() // 7),
        *_newest_of(there, months, lambda at: at.year * 12 + at.month),
    }
    gone = [kept.file for kept in there if kept.file not in stays] + list(_halves(folder))
    for file in gone:
        file.unlink(missing_ok=True)
    return gone


def in_folder(folder: Path) -> list[Kept]:
    """This community's backups, the newest first. What has another name, or is no plain file, is not ours."""
    pattern = re.compile(rf"{re.escape(_host())}-(\d{{8}}T\d{{6}}Z){re.escape(_ENDING)}")
    found = [(file, pattern.fullmatch(file.name)) for file in _plain_files(folder)]
    kept = [Kept(file, moment) for file, match in found if match and (moment := _moment(match[1]))]
    return sorted(kept, key=lambda each: each.at, reverse=True)


def _newest_of(there: Iterable[Kept], count: int, period_of: Callable[[datetime], int]) -> list[Path]:
    """The newest backup of each of the last `count` periods that have one."""
    newest: dict[int, Path] = {}
    for kept in there:
        newest.setdefault(period_of(kept.at), kept.file)
    return list(newest.values())[:count]


def _halves(folder: Path) -> Iterator[Path]:
    """What a killed backup of ours has left."""
    long_ago = (clock.now() - _HALF_STAYS).timestamp()
    for file in _plain_files(folder):
        is_ours = file.name.startswith(f"{_host()}-") and file.name.endswith(_HALF_ENDS)
        if is_ours and file.stat().st_mtime < long_ago:
            yield file


def _plain_files(folder: Path) -> list[Path]:
    return (
        [file for file in folder.iterdir() if file.is_file() and not file.is_symlink()]
        if folder.is_dir()
        else []
    )


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _host() -> str:
    return urlsplit(settings.ORIGIN).hostname or "localhost"
