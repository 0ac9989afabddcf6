"""Bytes as they come: a few in memory, many in a temporary file."""

from io import BytesIO
from tempfile import TemporaryFile
from typing import IO


class Spool:
    """Takes chunks and gives them back as one file to read."""

    def __init__(self, in_memory: int) -> None:
        self.size = 0
        self._in_memory = in_memory
        self._file: IO[bytes] = BytesIO()

    def add(self, chunk: bytes) -> None:
        if self.size <= self._in_memory < self.size + len(chunk):
            self._move_to_disk()
        self.size += len(chunk)
        self._file.write(chunk)

    def file(self) -> IO[bytes]:
        """All of it, from the beginning."""
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        self._file.close()

    def _move_to_disk(self) -> None:
        kept: IO[bytes] = TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
        self._file.seek(0)
        kept.write(self._file.read())
        self._file = kept
