"""The end of the ledger, kept in memory: from here streams go on after a break, in whichever process."""

from collections import deque
from collections.abc import Iterable

from groundswell.kernel.ledger.models import BEGINNING, Entry
from groundswell.kernel.ledger.order import settled
from groundswell.kernel.live.audience import Happened, Place

LONGEST = 4000
# How much later than it says an entry may have been committed, and how far two machines' clocks may differ.
SLACK_SECONDS = 10
_A_SECOND = 1_000_000
_START = Place(BEGINNING, 0)


class Tail:
    """The newest entries in order: `end` is how far we have read, and back to `floor` we remember."""

    def __init__(self, entries: Iterable[Entry] = (), *, floor: Place = _START) -> None:
        self._kept: deque[Happened] = deque()
        self.floor = self.end = floor
        self.add(entries)

    @classmethod
    def read(cls) -> "Tail":
        """From the database; entries that came with an import are never told, and only passed over."""
        newest = list(settled().reverse()[:LONGEST])[::-1]
        is_all = len(newest) < LONGEST
        return cls(newest, floor=_START if is_all else Place(newest[0].transaction, newest[0].position - 1))

    def add(self, entries: Iterable[Entry]) -> list[Happened]:
        """Put the next entries behind the rest; returns those of them that may be told."""
        fresh = []
        for entry in entries:
            self.end = Place(entry.transaction, entry.position)
            if not entry.imported:
                fresh.append(Happened.of(entry))
        self._kept.extend(fresh)
        while len(self._kept) > LONGEST:
            self.floor = self._kept.popleft().place
        return fresh

    def after(self, place: Place) -> list[Happened] | None:
        """What has come since; None if that is not remembered any more."""
        if place < self.floor:
            return None
        found = []
        for happened in reversed(self._kept):
            if happened.place <= place:
                break
            found.append(happened)
        return found[::-1]

    def place_at(self, seconds: int) -> Place | None:
        """A place before all that a page made at that second may not show; None if that is forgotten."""
        since = (seconds - SLACK_SECONDS) * _A_SECOND
        place = self.end
        for happened in reversed(self._kept):
            if happened.recorded_at < since:
                return happened.place
            place = Place(happened.place.transaction, happened.place.position - 1)
        return self.floor if self.floor == _START or place == self.end else None
