"""Writes an archive: never half, never over another, readable by its owner alone.

What is written stands in FILE.part until it is whole and on the disk.
"""

import fcntl
import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO

from groundswell.upkeep.archive.manifest import NAME, Manifest, Piece
from groundswell.upkeep.refusals import Refused, writing_into

CHUNK = 1 << 20
_OWNER_ALONE = 0o600
Tell = Callable[[int], None]


class Writing:
    """An archive that is being written."""

    def __init__(self, target: Path, part: Path, handle: BinaryIO) -> None:
        self.target, self.part = target, part
        self.pieces: list[Piece] = []
        self._zip = zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED, compresslevel=1)

    def add(
        self, name: str, chunks: Iterable[bytes], *, packed: bool = False, tell: Tell | None = None
    ) -> None:
        """Write a file as its bytes come; `packed` ones are not pressed once more."""
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        entry.external_attr = _OWNER_ALONE << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(entry, "w", force_zip64=True) as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
                if tell:
                    tell(size)
        self.pieces.append(Piece(name, size, digest.hexdigest()))

    def close_with(self, manifest: Manifest) -> None:
        """The manifest comes last: an archive without one was never finished."""
        self._zip.writestr(NAME, manifest.to_json())
        self._zip.close()

    def abandon(self) -> None:
        """Let go of what is half written, without a last word into it."""
        self._zip.fp = None


@contextmanager
def writing_to(target: Path) -> Iterator[Writing]:
    """An archive that is there, whole, when the block ends well; otherwise nothing is."""
    target = target.expanduser().absolute()
    if target.is_dir():
        raise Refused(f"{target} is a folder. Name a file in it, such as {target / 'backup.zip'}.")
    if target.exists() or target.is_symlink():
        raise Refused(f"There is a {target} already. Choose another name: a backup never replaces anything.")
    part = target.with_name(f"{target.name}.part")
    with writing_into(target.parent), _own(part) as handle:
        writing = Writing(target, part, handle)
        try:
            yield writing
            handle.flush()
            os.fsync(handle.fileno())
            part.rename(target)
            _settle(target.parent)
        finally:
            writing.abandon()
            part.unlink(missing_ok=True)


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """A file in pieces that fit into memory."""
    while chunk := file.read(CHUNK):
        yield chunk


@contextmanager
def _own(part: Path) -> Iterator[BinaryIO]:
    """The file, for this process alone; what a killed one left in it is gone."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
    handle = os.fdopen(os.open(part, flags, _OWNER_ALONE), "r+b")
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"Another backup to {part.with_suffix('')} is being written.") from None
        os.fchmod(handle.fileno(), _OWNER_ALONE)
        handle.truncate()
        yield handle
    finally:
        with suppress(OSError):  # a full disk has been told of already
            handle.close()


def _settle(folder: Path) -> None:
    """Have the new name on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
