"""The entries of an archive: lines and files, gzipped or not, one at a time and never more than MAX_ENTRY."""

import gzip
import io
import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from groundswell.archives.records import UnreadableArchiveError

MAX_ENTRY = 4 * 1024 * 1024
SUFFIXES = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")
_GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, or one whole file. `fault` says in a sentence why there is no `data` to look at."""

    where: str
    data: bytes = b""
    fault: str = ""
    is_file_fault: bool = False


def entries(path: Path) -> Iterator[Entry]:
    """Yield what a file, or a folder's files in the order of their names, hold."""
    if path.is_dir():
        for found in _files(path):
            name = found.relative_to(path).as_posix()
            if found.is_symlink() or not found.is_file():
                yield Entry(
                    name,
                    fault="This is a link or a device, not a file; it was not opened.",
                    is_file_fault=True,
                )
            else:
                yield from _guarded(found, name)
    elif path.is_file():
        yield from _guarded(path, path.name)
    else:
        raise UnreadableArchiveError(f"There is no file or folder at {path}.")


def _files(folder: Path) -> Iterator[Path]:
    """Walk in a fixed order, holding one folder's names at a time."""
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield Path(at, name)


def _guarded(path: Path, name: str) -> Iterator[Entry]:
    try:
        with path.open("rb") as raw, _unpacked(raw) as stream:
            yield from _entries_of(stream, name)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        fault = "The compressed file ends too early or is damaged; what stands after this point is lost."
        yield Entry(name, fault=fault, is_file_fault=True)
    except OSError as error:
        yield Entry(name, fault=f"The file cannot be read: {error.strerror}.", is_file_fault=True)


def _unpacked(raw: io.BufferedReader) -> BinaryIO:
    if raw.peek(2)[:2] == _GZIP_MAGIC:
        return cast("BinaryIO", gzip.GzipFile(fileobj=raw))
    return raw


def _entries_of(stream: BinaryIO, name: str) -> Iterator[Entry]:
    """One object spread over lines is one entry; everything else is an entry a line."""
    first = stream.readline(MAX_ENTRY + 1).removeprefix(b"\xef\xbb\xbf")
    if first.strip() not in {b"{", b"["}:
        yield from _lines(stream, [first], name)
        return
    second = stream.readline(MAX_ENTRY + 1)
    if _is_json(second):
        yield from _lines(stream, [first, second], name)
    else:
        yield _whole(stream, first + second, name)


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _whole(stream: BinaryIO, begun: bytes, name: str) -> Entry:
    data = begun + stream.read(MAX_ENTRY)
    return Entry(name, fault=_too_long()) if len(data) > MAX_ENTRY else Entry(name, data)


def _lines(stream: BinaryIO, begun: list[bytes], name: str) -> Iterator[Entry]:
    rest = iter(lambda: stream.readline(MAX_ENTRY + 1), b"")
    for number, line in enumerate(chain(begun, rest), 1):
        where = f"{name}, line {number}"
        if len(line) > MAX_ENTRY:
            _pass_over(stream, line)
            yield Entry(where, fault=_too_long())
        elif line.strip():
            yield Entry(where, line)


def _pass_over(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(MAX_ENTRY)


def _too_long() -> str:
    return f"It is longer than {MAX_ENTRY // 1024 // 1024} MiB, which no post is."
