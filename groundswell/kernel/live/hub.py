"""Where the ledger's reader and the open streams of a process meet.

The reader's thread prepares a round: it makes the news, and where the epoch has moved looks at every
listener again. The loop hands the news out, some streams at a time, so that pages are not kept waiting.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from groundswell.kernel import epoch
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.live.audience import Door, Happened, Listener, News, Place
from groundswell.kernel.live.reader import Reader, Round
from groundswell.kernel.live.stream import Heard, Look, Stream
from groundswell.kernel.live.tail import Tail
from groundswell.kernel.live.telling import Telling
from groundswell.kernel.live.wire import Wish

_LOOK_AGAIN = 5.0  # seconds until a session that has ended is noticed at the latest
_AT_A_TIME = 200
_MILLISECONDS_EACH = 2
_LONGEST_SPREAD = 5000
Looks = Sequence[tuple[Stream, Look | None]]
Seat = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A round, ready for the loop."""

    entries: Sequence[Entry]
    news: Sequence[News]
    looks: Looks
    epoch: int
    read_at: float


class Hub:
    def __init__(self, door: Door, tail: Tail) -> None:
        self.door, self.tail = door, tail
        self.telling = Telling()
        self.streams: set[Stream] = set()
        self.said: Place = tail.end  # everything up to here waits in the streams or has been told
        self._seats: dict[Seat, set[Stream]] = defaultdict(set)
        self._loop = asyncio.get_running_loop()
        self._rounds: asyncio.Queue[Prepared] = asyncio.Queue()
        self._epoch: int | None = None
        self._looked_at = 0.0
        self._reader = Reader(tail.end, self._prepare)
        self._reader.start()
        self._delivering = asyncio.create_task(self._deliver())

    def end(self) -> None:
        """Every stream ends, and nothing is read any more."""
        self._reader.end()
        self._delivering.cancel()
        for stream in self.streams:
            stream.end()

    def add(self, stream: Stream, start: Place | None) -> None:
        """From now on the stream hears what comes; what has been read so far it must be told first.

        Where it begins may lie ahead: another process has told it of more than this one has read.
        """
        stream.place = max(start or self.tail.end, self.tail.end)
        self.streams.add(stream)
        for seat in _seats(stream.wish):
            self._seats[seat].add(stream)

    def remove(self, stream: Stream) -> None:
        self.streams.discard(stream)
        for seat in _seats(stream.wish):
            self._seats[seat].discard(stream)
            if not self._seats[seat]:
                del self._seats[seat]

    def missed(self, look: Look, entries: Sequence[Happened]) -> tuple[Look | None, list[News]]:
        """The news of entries that a stream missed, for its listener as they are now. In a thread."""
        began, number = time.monotonic(), epoch.stored()
        now = look if number == look.epoch else self.look_again([look.listener], number, began)[0]
        return now, self.telling.of(entries, number) if now else []

    def look_again(self, listeners: Sequence[Listener], number: int, began: float) -> list[Look | None]:
        """Who they are in this epoch. In a thread."""
        epoch.pin(number)
        try:
            found = self.door.look_again(listeners)
        finally:
            epoch.pin(None)
        return [Look(listener, number, began) if listener else None for listener in found]

    def _prepare(self, found: Round) -> None:
        """In the reader's thread."""
        happened = [Happened.of(entry) for entry in found.entries if not entry.imported]
        looks: Looks = []
        if self._epoch != found.epoch or found.read_at - self._looked_at > _LOOK_AGAIN:
            streams = list(self.streams)
            listeners = [stream.look.listener for stream in streams]
            looks = list(zip(streams, self.look_again(listeners, found.epoch, found.read_at), strict=True))
            self._epoch, self._looked_at = found.epoch, found.read_at
        if found.entries or looks:
            news = self.telling.of(happened, found.epoch)
            prepared = Prepared(found.entries, news, looks, found.epoch, found.read_at)
            self._loop.call_soon_threadsafe(self._rounds.put_nowait, prepared)

    async def _deliver(self) -> None:
        while True:
            prepared = await self._rounds.get()
            for stream, look in prepared.looks:
                if look is None:
                    stream.end()
                elif look.began > stream.look.began:
                    stream.look = look
            self.tail.add(prepared.entries)
            for news in prepared.news:
                await self._hand_out(news, prepared)
            self.said = self.tail.end

    async def _hand_out(self, news: News, prepared: Prepared) -> None:
        hearers = list(self._hearers(news))
        spread = min(len(hearers) * _MILLISECONDS_EACH, _LONGEST_SPREAD)
        heard = Heard(news, prepared.epoch, prepared.read_at, spread)
        for start in range(0, len(hearers), _AT_A_TIME):
            for stream in hearers[start : start + _AT_A_TIME]:
                stream.offer(heard)
            await asyncio.sleep(0)  # let them write, so that a burst fills nobody's queue but the deaf one's

    def _hearers(self, news: News) -> Iterator[Stream]:
        """Each stream that wants them, once."""
        wanted: list[Seat] = [("topic", news.happened.topic or 0)]
        if news.in_lists:
            wanted += [("space", news.happened.space or 0), ("lists", 0)]
        yield from set().union(*(self._seats.get(seat, ()) for seat in wanted))


def _seats(wish: Wish) -> list[Seat]:
    seats = [("topic", topic) for topic in wish.topics] + [("space", space) for space in wish.spaces]
    return [*seats, ("lists", 0)] if wish.lists else seats
