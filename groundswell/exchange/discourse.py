"""Bring in a Discourse forum: from an archive's path to a report, and nothing twice."""

import time
from functools import partial
from pathlib import Path

from groundswell.archives.discourse import DiscourseArchive, open_archive
from groundswell.archives.tally import Kind
from groundswell.community.queries import the_community
from groundswell.exchange.models import MOST_SOURCE
from groundswell.exchange.moving.alone import Refused, alone
from groundswell.exchange.moving.places import known_source
from groundswell.exchange.moving.report import Report
from groundswell.exchange.moving.run import move_in
from groundswell.kernel import clock
from groundswell.kernel.progress import Progress

_NAMELESS = "discourse"


def bring_in(path: Path, *, progress: Progress, origin: str = "", report: Path | None = None) -> Report:
    """Bring in what is not here yet, and say what became of everything.

    `origin` is the forum's own address, for archives whose links do not tell it. Raises Refused or
    UnreadableArchiveError, each with a sentence, where there is nothing to be done; stopped at any moment,
    it goes on from there when it is called again.
    """
    _check(report)
    began = time.perf_counter()
    seen = partial(progress.step, "Reading")
    with alone(), open_archive(path, until=clock.now(), base=_base_of(origin), on_entry=seen) as archive:
        _check_entries(archive, path)
        done = move_in(archive, _source_of(archive), progress=progress, began=began)
    if report is not None:
        done.save(report)
    return done


def _check(report: Path | None) -> None:
    if the_community() is None:
        raise Refused("No community lives here yet. Found it first; then bring the forum in.")
    if report is not None and not report.parent.is_dir():
        raise Refused(f"There is no folder {report.parent} for the report.")


def _check_entries(archive: DiscourseArchive, path: Path) -> None:
    if not archive.tally()[Kind.ENTRIES].written:
        first = next(archive.problems())
        raise Refused(f"There are no posts of a Discourse forum in {path}. {first.where}: {first.sentence}")


def _base_of(origin: str) -> str:
    """`https://Forum.example/talk/` is `forum.example/talk`."""
    return origin.strip().lower().rpartition("://")[2].rstrip("/")


def _source_of(archive: DiscourseArchive) -> str:
    """The name under which it is known here, else its address. It must be the same each time."""
    return known_source(archive) or next(iter(archive.bases), _NAMELESS)[:MOST_SOURCE]
