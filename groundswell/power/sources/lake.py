"""DuckDB over Parquet files: the optional extra with which the ledger is exported, and read from there."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import Any

ENTRIES, MEMBERS, TOPICS = "entries", "members", "topics"
# The table's name in the database: the same questions are asked of both.
LEDGER = "kernel_entry"
_MEMORY = "512MB"


class NoDuckDB(Exception):
    """DuckDB is not there; the message is a sentence for the operator."""


class Unreadable(Exception):
    """A folder or a file is no export of a ledger; the message is a sentence for the operator."""


class Lake:
    """DuckDB in memory. Beyond half a gigabyte it puts down in `room`, if it has one, what it has in hand."""

    def __init__(self, room: Path | None = None) -> None:
        try:
            import duckdb  # noqa: PLC0415 - an optional extra
        except ImportError:
            raise NoDuckDB(
                "Parquet is written and read by DuckDB, which is not installed here. "
                "It comes with: pip install 'groundswell[parquet]'"
            ) from None
        config: dict[str, Any] = {
            "memory_limit": _MEMORY,
            "temp_directory": "" if room is None else str(room),
            # It asks no network: what it needs came with it.
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        self._duck = duckdb.connect(config=config)
        self._trouble = duckdb.Error

    def close(self) -> None:
        self._duck.close()

    def look_at(self, name: str, *files: Path) -> None:
        """Let a name stand for the rows of these files."""
        paths = ", ".join(f"'{_quoted(file)}'" for file in files)
        with self._readable():
            self._duck.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet([{paths}])")  # noqa: S608

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        with self._readable():
            return self._duck.execute(question).fetchall()

    def some_rows(self, question: str, at_once: int) -> Iterator[list[tuple[Any, ...]]]:
        """So many at a time."""
        with self._readable():
            found = self._duck.execute(question)
            while rows := found.fetchmany(at_once):
                yield rows

    def write(self, file: Path, types: Mapping[str, str], pieces: Iterable[Mapping[str, Any]]) -> int:
        """Write columns as one Parquet file, in the order of the first; how many rows. 0 becomes NULL."""
        columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
        chosen = ", ".join(_taken(name, kind) for name, kind in types.items())
        self._duck.execute(f"CREATE OR REPLACE TABLE sheet ({columns})")
        for piece in pieces:
            self._duck.register("piece", piece)
            self._duck.execute(f"INSERT INTO sheet SELECT {chosen} FROM piece p")  # noqa: S608 - our own columns
            self._duck.unregister("piece")
        found = self._duck.execute("SELECT COUNT(*) FROM sheet").fetchone()
        ordered = f'SELECT * FROM sheet ORDER BY "{next(iter(types))}"'  # noqa: S608 - our own columns
        self._duck.execute(f"COPY ({ordered}) TO '{_in_words(file)}' (FORMAT parquet, COMPRESSION zstd)")
        self._duck.execute("DROP TABLE sheet")
        return int(found[0]) if found else 0

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except self._trouble as trouble:
            raise Unreadable(f"That is no export of a ledger, or a broken one: {trouble}") from trouble


def _taken(name: str, kind: str) -> str:
    return f'NULLIF(p."{name}", 0)' if kind.endswith("INT") else f'CAST(p."{name}" AS {kind})'


def _quoted(file: Path) -> str:
    """For reading, a path may hold anything: neither quotes nor stars mean something in it."""
    return escape(_in_words(file))


def _in_words(file: Path) -> str:
    return str(file.absolute()).replace("'", "''")
