"""Reads an archive, and believes nothing of it before it has looked."""

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from groundswell.upkeep.archive.manifest import DATABASES, NAME, Manifest, Piece, is_fit_name, read
from groundswell.upkeep.archive.writing import CHUNK
from groundswell.upkeep.refusals import Refused

_LARGEST_MANIFEST = 1 << 28
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
Tell = Callable[[int, int], None]


class Archive:
    """An archive whose parts are those that its manifest names, no more and no less."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self._file = file
        self.manifest = manifest
        self.pieces = {piece.name: piece for piece in manifest.pieces}

    @property
    def size(self) -> int:
        """How much room its files take."""
        return sum(piece.size for piece in self.manifest.pieces)

    @property
    def media(self) -> list[Piece]:
        return [piece for piece in self.manifest.pieces if "/" in piece.name]

    @property
    def database(self) -> str:
        return DATABASES[self.manifest.facts.vendor]

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file; Refused at the end where they are not those that were written."""
        piece, digest, size = self.pieces[name], hashlib.sha256(), 0
        try:
            with self._file.open(name) as part:
                while chunk := part.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    if size > piece.size:
                        break
                    yield chunk
        except _DAMAGED as damage:
            raise _spoilt(name) from damage
        if (size, digest.hexdigest()) != (piece.size, piece.sha256):
            raise _spoilt(name)

    def read(self, name: str) -> bytes:
        return b"".join(self.chunks(name))

    def verify(self, tell: Tell) -> None:
        """Read every byte, and hold it against the manifest."""
        done = 0
        for piece in self.manifest.pieces:
            for chunk in self.chunks(piece.name):
                done += len(chunk)
                tell(done, self.size)

    def extract(self, name: str, target: Path) -> None:
        """Write one file, readable by its owner alone."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.touch(mode=0o600)
        with target.open("wb") as file:
            for chunk in self.chunks(name):
                file.write(chunk)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """An archive whose list of files is in order; Refused with the reason where it is not."""
    if not path.is_file():
        raise Refused(f"There is no file {path}.")
    try:
        with zipfile.ZipFile(path) as file:
            yield Archive(file, _checked(file))
    except zipfile.BadZipFile as wrong:
        raise Refused(f"{path} is no backup of Groundswell, or only half of one.") from wrong
    except PermissionError as wrong:
        raise Refused(f"{path} cannot be read by the user that runs this command.") from wrong


def _checked(file: zipfile.ZipFile) -> Manifest:
    entries = file.infolist()
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise Refused("This archive names a file twice. It is damaged, or not ours.")
    for entry in entries:
        _refuse_strange(entry)
    if NAME not in names:
        raise Refused("There is no manifest in this archive. It is no backup of Groundswell.")
    manifest = read(_manifest_text(file))
    sizes = {entry.filename: entry.file_size for entry in entries if entry.filename != NAME}
    if sizes != {piece.name: piece.size for piece in manifest.pieces}:
        raise Refused("The files of this archive are not those of its manifest. It is damaged.")
    if len(manifest.pieces) != len(sizes) or DATABASES[manifest.facts.vendor] not in sizes:
        raise Refused("There is no database in this archive, or a file is listed twice. It is damaged.")
    return manifest


def _refuse_strange(entry: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG} or not (entry.filename == NAME or is_fit_name(entry.orig_filename)):
        raise Refused(f"This archive holds {entry.orig_filename!r}, which has no place in a backup.")


def _manifest_text(file: zipfile.ZipFile) -> str:
    if file.getinfo(NAME).file_size > _LARGEST_MANIFEST:
        raise Refused("The manifest of this archive is too large to be one.")
    try:
        return file.read(NAME).decode("utf-8")
    except (*_DAMAGED, UnicodeDecodeError) as damage:
        raise _spoilt(NAME) from damage


def _spoilt(name: str) -> Refused:
    return Refused(f"{name} in this archive is not what was written into it. The archive is damaged.")
