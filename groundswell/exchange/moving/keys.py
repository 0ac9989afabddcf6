"""What things of one source are called there and here, looked up and written many at a time."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from django.db.models import QuerySet

from groundswell.exchange.erasing import marks_of
from groundswell.exchange.models import MOST_EXTERNAL, ExternalId, ExternalType, Fate

T = TypeVar("T")

_AT_ONCE = 500
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Known:
    """What we know of an external id. Only a member who left has no object."""

    object_id: int
    fate: Fate

    @property
    def is_here(self) -> bool:
        return self.fate == Fate.HERE


@dataclass(frozen=True, slots=True)
class Keys:
    source: str

    def find(self, kind: ExternalType, keys: Iterable[str]) -> dict[str, Known]:
        """Those of the keys that are known, in a query for some hundred of them."""
        found: dict[str, Known] = {}
        for some in chunks(sorted(set(keys)), _AT_ONCE):
            by_external = {_fit(key): key for key in some}
            rows = self._rows(kind, by_external).values_list("external", "object_id", "fate")
            for external, object_id, fate in rows:
                found[by_external[external]] = Known(object_id or 0, Fate(fate))
        return found

    def find_members(self, keys: Iterable[str]) -> dict[str, Known]:
        """Members, and those who have left, of whom only a mark is left."""
        wanted = set(keys)
        of_mark = {mark: key for key in wanted for mark in marks_of(self.source, key)}
        found = self.find(ExternalType.MEMBER, [*wanted, *of_mark])
        return {of_mark.get(key, key): known for key, known in found.items()}

    def row(self, kind: ExternalType, key: str, object_id: int, *, fate: Fate = Fate.HERE) -> ExternalId:
        """A row, unsaved."""
        return ExternalId(source=self.source, type=kind, external=_fit(key), object_id=object_id, fate=fate)

    def arrived(self, kind: ExternalType, keys: Collection[str]) -> None:
        """What was reserved stands here now."""
        for some in chunks(sorted(keys), _AT_ONCE):
            self._rows(kind, [_fit(key) for key in some]).update(fate=Fate.HERE)

    def objects(self, kind: ExternalType) -> "QuerySet[ExternalId, int | None]":
        """The ids here of everything of a kind, for use in another query."""
        return ExternalId.objects.filter(source=self.source, type=kind).values_list("object_id", flat=True)

    def pairs(self, kind: ExternalType) -> "QuerySet[ExternalId, tuple[int | None, str]]":
        """(object, external) of everything of a kind."""
        return ExternalId.objects.filter(source=self.source, type=kind).values_list("object_id", "external")

    def _rows(self, kind: ExternalType, externals: Iterable[str]) -> "QuerySet[ExternalId]":
        return ExternalId.objects.filter(source=self.source, type=kind, external__in=list(externals))


def chunks(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (things[start : start + size] for start in range(0, len(things), size))


def datable(at: datetime) -> datetime:
    """The moment, or the first that an id can tell."""
    return max(at, _EARLIEST)


def _fit(key: str) -> str:
    """The key as the column takes it."""
    if len(key) <= MOST_EXTERNAL:
        return key
    return f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"
