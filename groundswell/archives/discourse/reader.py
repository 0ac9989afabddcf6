"""Pass one: every entry goes into an index on disk, and what is broken is named."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from groundswell.archives.discourse.archive import DiscourseArchive
from groundswell.archives.discourse.files import Entry, entries
from groundswell.archives.discourse.index import Index
from groundswell.archives.discourse.posts import BrokenEntryError, found_post
from groundswell.archives.records import Problem, ProblemKind, UnreadableArchiveError


@contextmanager
def open_archive(
    path: Path,
    *,
    until: datetime,
    base: str = "",
    workspace: Path | None = None,
    on_entry: Callable[[int], None] | None = None,
) -> Iterator[DiscourseArchive]:
    """Read the posts under `path`, a file or a folder of them, that were written before `until`.

    `base` is where the forum stood, without scheme, for archives whose links do not tell.
    The index takes some 1.5 kB of disk a post, in `workspace` or the system's folder for temporary files,
    and is gone afterwards. `on_entry` hears how many entries were seen so far.
    Raises UnreadableArchiveError where there is nothing to read; broken entries only become problems.
    """
    with tempfile.TemporaryDirectory(prefix="archive-", dir=workspace) as folder:
        index = Index(Path(folder))
        try:
            for seen, entry in enumerate(entries(path), 1):
                _take(index, entry, until)
                if on_entry is not None:
                    on_entry(seen)
            if not index.has_entries:
                raise UnreadableArchiveError(f"There are no .json or .jsonl files with posts in {path}.")
            index.settle()
            yield DiscourseArchive(index, base)
        finally:
            index.close()


def _take(index: Index, entry: Entry, until: datetime) -> None:
    if entry.fault:
        kind = ProblemKind.FILE if entry.is_file_fault else ProblemKind.BROKEN
        index.broken(Problem(kind, entry.where, entry.fault), is_entry=not entry.is_file_fault)
        return
    try:
        index.gather(found_post(entry.data, until), entry.where)
    except BrokenEntryError as broken:
        index.broken(Problem(ProblemKind.BROKEN, entry.where, str(broken)))
