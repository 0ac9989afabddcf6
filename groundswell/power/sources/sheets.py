"""The files of an export: what each holds, and whether it still says what the database says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from django.db import connection
from django.db.models import Model

from groundswell.power.sources import ledger
from groundswell.power.sources.lake import LEDGER, Lake, Unreadable
from groundswell.power.sources.months import Month

_IDS = ("id", "at", "event", "actor", "topic", "space", "toward", "subject")
_ENTRY = dict.fromkeys(_IDS, "BIGINT") | {"event": "SMALLINT", "imported": "BOOLEAN"}
_AT_ONCE = 50_000
_PRIME = 2_147_483_647

Piece = Mapping[str, Any]


class Sheet(Protocol):
    """One file. `types` are its columns; `pieces` are the rows that it ought to have, many at a time."""

    @property
    def file(self) -> Path: ...

    @property
    def types(self) -> Mapping[str, str]: ...

    def is_current(self, lake: Lake) -> bool: ...

    def pieces(self) -> Iterator[Piece]: ...


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """What readings read of a month of the ledger. Of a month without entries there is no file."""

    file: Path
    month: Month

    @property
    def types(self) -> Mapping[str, str]:
        return _ENTRY

    def is_current(self, lake: Lake) -> bool:
        """Whether file and ledger have the same fingerprint."""
        with connection.cursor() as cursor:
            cursor.execute(_fingerprint(self._where))
            now = tuple(map(int, cursor.fetchone()))
        if not self.file.exists():
            return not any(now)
        try:
            lake.look_at(LEDGER, self.file)
            return now == tuple(map(int, lake.rows(_fingerprint("TRUE"))[0]))
        except Unreadable:
            return False

    def pieces(self) -> Iterator[Piece]:
        wanted = ", ".join(f"COALESCE(e.{name}, 0)" for name in _IDS)
        imported = "CASE WHEN e.imported THEN 1 ELSE 0 END"
        question = f"SELECT {wanted}, {imported} FROM {LEDGER} e WHERE {self._where}"  # noqa: S608 - our own words
        for rows in ledger.ask(question):
            yield dict(zip(_ENTRY, np.ascontiguousarray(rows.T), strict=True))

    @property
    def _where(self) -> str:
        return ledger.happened(self.month.window)


@dataclass(frozen=True, slots=True)
class FactSheet:
    """A few columns of a table, which readings need beside the ledger."""

    file: Path
    model: type[Model]
    columns: tuple[str, ...]

    @property
    def types(self) -> Mapping[str, str]:
        return {name: "BIGINT" if name == "id" else "VARCHAR" for name in self.columns}

    def is_current(self, lake: Lake) -> bool:
        """Whether the file has every row as it is now."""
        if not self.file.exists():
            return False
        try:
            lake.look_at("facts_before", self.file)
            before = lake.rows(f"SELECT {', '.join(self.columns)} FROM facts_before ORDER BY id")  # noqa: S608
        except Unreadable:
            return False
        return all(was == now for was, now in zip_longest(before, self._all()))

    def pieces(self) -> Iterator[Piece]:
        rows = self._all()
        while some := list(islice(rows, _AT_ONCE)):
            columns = (np.array(column, dtype=object) for column in zip(*some, strict=True))
            yield dict(zip(self.columns, columns, strict=True))

    def _all(self) -> Iterator[tuple[Any, ...]]:
        rows = self.model._default_manager.order_by("pk").values_list(*self.columns)  # noqa: SLF001 - any model's
        return iter(rows.iterator(chunk_size=_AT_ONCE))


def _fingerprint(where: str) -> str:
    """How many entries, which, and whom they are by, toward and about: nothing else of one can change.

    The remainders keep every number within 63 bits on every database.
    """
    whose = " + ".join(
        f"{weight} * (COALESCE(e.{name}, 0) % {_PRIME})"
        for weight, name in ((1, "actor"), (3, "toward"), (7, "subject"))
    )
    return f"""
        SELECT COUNT(*), COALESCE(SUM(e.id % {_PRIME}), 0),
            COALESCE(SUM((e.id % {_PRIME}) * (({whose}) % {_PRIME}) % {_PRIME}), 0)
        FROM {LEDGER} e WHERE {where}
    """  # noqa: S608 - our own words and numbers
