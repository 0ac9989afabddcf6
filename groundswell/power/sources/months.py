"""Months in UTC, by which an export of the ledger is cut into files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from groundswell.kernel import clock
from groundswell.power.engine.spans import Window

_NAME = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_MONTHS = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """As text it is 2026-03."""

    year: int
    month: int

    @classmethod
    def named(cls, name: str) -> Self | None:
        """The month that somebody wrote, or None where that is none."""
        found = _NAME.fullmatch(name)
        return cls(int(found[1]), int(found[2])) if found and int(found[1]) else None

    @classmethod
    def of(cls, at: int) -> Self:
        """In which a moment (microseconds) lies."""
        moment = clock.from_micros(at)
        return cls(moment.year, moment.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def window(self) -> Window:
        return Window(_begin(self), _begin(self.next()))

    def next(self) -> "Month":
        return Month(self.year + self.month // _MONTHS, self.month % _MONTHS + 1)

    def until(self, last: "Month") -> Iterator["Month"]:
        """This one and those after it, up to the last."""
        month = self
        while month <= last:
            yield month
            month = month.next()


def _begin(month: Month) -> int:
    return clock.micros(datetime(month.year, month.month, 1, tzinfo=UTC))
