"""Writes everything that belongs to the community into one archive, while it goes on living."""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from groundswell import __version__
from groundswell.kernel import clock
from groundswell.upkeep import databases, erased, places
from groundswell.upkeep.archive import Manifest, Writing, writing_to
from groundswell.upkeep.archive.manifest import is_fit_name, mark_of_key
from groundswell.upkeep.archive.writing import chunks_of
from groundswell.upkeep.databases.counting import MIGRATIONS
from groundswell.upkeep.refusals import Refused

LAST = "last-backup.json"


def back_up(target: Path, tell: databases.Tell) -> Manifest:
    """Write the archive; Refused with a sentence, and nothing left behind, where that cannot be."""
    if MIGRATIONS not in connection.introspection.table_names():
        raise Refused("There is no database of Groundswell here yet: nothing to back up.")
    at = clock.now()
    with writing_to(target) as writing:
        facts = databases.own().copy_out(writing, tell)
        _add_small(writing)
        _add_media(writing, tell)
        manifest = Manifest(
            version=__version__,
            made_at=at.isoformat(timespec="seconds"),
            origin=settings.ORIGIN,
            key=mark_of_key(settings.SECRET_KEY),
            facts=facts,
            pieces=tuple(writing.pieces),
        )
        writing.close_with(manifest)
    _note(writing.target, manifest)
    return manifest


def _add_small(writing: Writing) -> None:
    """The key that stands in a file, and who has left. A key from the environment stays where it is."""
    key = places.secret_key_file()
    if key.is_file() and key.read_text().strip() == settings.SECRET_KEY:
        writing.add(places.SECRET_KEY, [key.read_bytes()])
    if left := erased.in_files(places.erased_file()) | erased.known():
        writing.add(places.ERASED, [erased.text_of(left).encode()])


def _add_media(writing: Writing, tell: databases.Tell) -> None:
    """After the database, so that every file that it knows of is there, but for those deleted meanwhile."""
    folder = places.media_folder()
    for count, path in enumerate(_files(folder), start=1):
        name = f"{places.MEDIA}/{path.relative_to(folder).as_posix()}"
        if is_fit_name(name):
            _add_file(writing, name, path)
        tell("Files", count, None)


def _add_file(writing: Writing, name: str, path: Path) -> None:
    with suppress(FileNotFoundError), path.open("rb") as file:  # somebody has just deleted it
        writing.add(name, chunks_of(file), packed=True)


def _files(folder: Path) -> Iterator[Path]:
    """Plain files alone: a link could lead anywhere, and a device never ends."""
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(here, name)
            with suppress(FileNotFoundError):
                if stat.S_ISREG(path.lstat().st_mode):
                    yield path


def _note(target: Path, manifest: Manifest) -> None:
    """For the doctor: when the last backup was made, and where it went."""
    words = json.dumps({"at": manifest.made_at, "file": str(target)})
    with suppress(OSError):
        (places.home() / LAST).write_text(words)
