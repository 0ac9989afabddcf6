"""What happened, as columns of plain numbers: the one form in which ledger and archive reach the engine."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import IntEnum
from functools import reduce
from operator import or_
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

NO_ID = 0
# Toward whom somebody replied of whom no more is known: not the same as toward nobody in particular.
SOMEBODY = -1


class Verb(IntEnum):
    """What somebody did, in the engine's own words. From TOOK_BACK on, an entry changes what was before."""

    VISITED = 0
    REACTED = 1
    THANKED = 2
    REPLIED = 3
    OPENED = 4
    DID = 5
    TOOK_BACK = 6
    TOOK_THANKS_BACK = 7
    CLOSED = 8
    REOPENED = 9
    HID_TOPIC = 10
    SHOWED_TOPIC = 11
    HID_POST = 12
    SHOWED_POST = 13


ACTS = (Verb.REACTED, Verb.THANKED, Verb.REPLIED, Verb.OPENED, Verb.DID)
WRITING = (Verb.REPLIED, Verb.OPENED)


def is_any(found: NDArray[np.int8], verbs: Iterable[Verb]) -> Flags:
    """Which are one of these verbs: bytes compared a few times, many times faster than numpy's isin."""
    return reduce(or_, (found == verb for verb in verbs))


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Columns of one length."""

    def __post_init__(self) -> None:
        lengths = {len(getattr(self, each.name)) for each in fields(self)}
        if len(lengths) > 1:
            raise ValueError(f"Columns of one length are needed, not of {sorted(lengths)}.")

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    def take(self, which: Places | Flags | slice) -> Self:
        """The rows at these places, or where the mask says so, which is gone through once for all columns."""
        if not isinstance(which, slice) and which.dtype == np.bool_:
            which = np.flatnonzero(which)
        return type(self)(*(getattr(self, each.name)[which] for each in fields(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Entries(Rows):
    """What a source tells, in any order. Times are microseconds since 1970; ids are 0 where there is none.

    `post` is what was written, reacted to or hidden; `toward` is whom it was addressed to, or SOMEBODY.
    """

    at: Ids
    verb: NDArray[np.int8]
    person: Ids
    topic: Ids
    space: Ids
    toward: Ids
    post: Ids
    imported: Flags

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> Self:
        """One after the other, column by column, so that little more than the whole is ever in memory."""
        columns: list[list[NDArray[Any]]] = [[] for _ in fields(cls)]
        for part in parts:
            for column, each in zip(columns, fields(cls), strict=True):
                column.append(getattr(part, each.name))
        return cls(*(np.concatenate(columns.pop(0)) for _ in fields(cls)))

    def in_order(self) -> Self:
        """By time; what was at once stands in one order, however it came. Nothing is moved in vain."""
        return self if self._are_in_order() else self.take(self._order())

    def before(self, moment: int) -> Self:
        """Those of entries in order that happened before the moment."""
        return self.take(slice(0, int(np.searchsorted(self.at, moment))))

    def _are_in_order(self) -> bool:
        ties = np.ones(max(len(self) - 1, 0), dtype=bool)
        for column in self._keys:
            if (ties & (column[1:] < column[:-1])).any():
                return False
            ties &= column[1:] == column[:-1]
        return True

    def _order(self) -> Places:
        """Few things happen at once: all are sorted by time alone, and those few by everything."""
        order = np.argsort(self.at, kind="stable")
        by_time = self.at[order]
        is_tied = np.zeros(len(order), dtype=bool)
        is_tied[1:] = by_time[1:] == by_time[:-1]
        is_tied[:-1] |= is_tied[1:].copy()
        tied = order[is_tied]
        order[is_tied] = tied[np.lexsort([column[tied] for column in reversed(self._keys)])]
        return order

    @property
    def _keys(self) -> tuple[NDArray[Any], ...]:
        return (self.at, self.post, self.verb, self.person, self.topic, self.toward)


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What entries do not tell, as ids: the bots, the team, the topics that want no answer."""

    bots: Ids
    staff: Ids
    announcements: Ids
