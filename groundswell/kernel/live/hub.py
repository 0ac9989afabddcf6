"""Where the ledger's reader and the open streams of a process meet.

The reader's thread prepares a round: it makes the news, and where the epoch has moved looks at every
listener again. The loop lets the news wait in the streams and says whose turn it is to be told.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from groundswell.kernel import epoch
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.live import turns, writing
from groundswell.kernel.live.audience import Door, Happened, Listener, News, Place
from groundswell.kernel.live.reader import Reader, Round
from groundswell.kernel.live.stream import Heard, Look, Stream
from groundswell.kernel.live.tail import Tail
from groundswell.kernel.live.telling import Telling
from groundswell.kernel.live.turns import Turns
from groundswell.kernel.live.wire import Wish

_LOOK_AGAIN = 5.0  # seconds until a session that has ended is noticed at the latest
_PARTS = 5  # in which all are looked at meanwhile
_GLANCE = 1.0
_AT_A_TIME = 1000
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
        self._turns = Turns()
        work = (self._deliver(), self._turns.take(), self._beat())
        self._tasks = [asyncio.create_task(each) for each in work]

    def end(self) -> None:
        """Every stream ends, and nothing is read any more."""
        self._reader.end()
        for task in self._tasks:
            task.cancel()
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
        looks = self._looks(self._due(found), found)
        if found.entries or looks:
            news = self.telling.of(happened, found.epoch)
            prepared = Prepared(found.entries, news, looks, found.epoch, found.read_at)
            self._loop.call_soon_threadsafe(self._rounds.put_nowait, prepared)

    def _due(self, found: Round) -> list[Stream]:
        """Whom to look at again: all in a new epoch, or those whose turn it is, the last to be seen first.

        A visitor's rights change with the epoch alone; of members a session may have ended.
        """
        streams, passed = list(self.streams), found.read_at - self._looked_at
        if self._epoch == found.epoch:
            if passed < _LOOK_AGAIN / _PARTS:
                return []
            members = [stream for stream in streams if stream.look.listener.actor.is_person]
            members.sort(key=lambda stream: stream.look.began)
            streams = members[: ceil(len(members) * passed / _LOOK_AGAIN)]
        self._epoch, self._looked_at = found.epoch, found.read_at
        return streams

    def _looks(self, streams: Sequence[Stream], found: Round) -> Looks:
        """Each member as they are by now, and one visitor for all of them."""
        members = [stream for stream in streams if stream.look.listener.actor.is_person]
        visitors = [stream for stream in streams if not stream.look.listener.actor.is_person]
        asked = [stream.look.listener for stream in [*members, *visitors[:1]]]
        if not asked:
            return []
        *looks, last = self.look_again(asked, found.epoch, found.read_at)
        looks += [last] * (len(visitors) or 1)
        return list(zip([*members, *visitors], looks, strict=True))

    async def _deliver(self) -> None:
        while True:
            prepared = await self._rounds.get()
            for stream, look in prepared.looks:
                if look is None:
                    stream.end()
                elif look.began > stream.look.began:
                    stream.look = look
            self.tail.add(prepared.entries)
            few, crowd = set[Stream](), set[Stream]()
            for news in prepared.news:
                hearers = self._hearers(news)
                (few if len(hearers) <= turns.FEW else crowd).update(hearers)
                await self._offer(news, hearers, prepared)
            self.said = self.tail.end
            self._turns.add(crowd)
            for stream in few:  # who are told now: they do not wait behind a crowd
                stream.speak()

    async def _offer(self, news: News, hearers: Sequence[Stream], prepared: Prepared) -> None:
        """Let it wait in each of the streams, so that what one round has brought is said in one go."""
        spread = min(len(hearers) * _MILLISECONDS_EACH, _LONGEST_SPREAD)
        heard = Heard(news, prepared.epoch, prepared.read_at, spread)
        for start in range(0, len(hearers), _AT_A_TIME):
            for stream in hearers[start : start + _AT_A_TIME]:
                stream.offer(heard)
            await asyncio.sleep(0)

    async def _beat(self) -> None:
        """Those to whom nothing has been said for long have a turn too."""
        while True:
            await asyncio.sleep(_GLANCE)
            silent = time.monotonic() - writing.BEAT
            self._turns.add([stream for stream in self.streams if stream.spoke_at <= silent])

    def _hearers(self, news: News) -> list[Stream]:
        """Each stream that wants them, once."""
        wanted: list[Seat] = [("topic", news.happened.topic or 0)]
        if news.in_lists:
            wanted += [("space", news.happened.space or 0), ("lists", 0)]
        return list(set[Stream]().union(*(self._seats.get(seat, ()) for seat in wanted)))


def _seats(wish: Wish) -> list[Seat]:
    seats = [("topic", topic) for topic in wish.topics] + [("space", space) for space in wish.spaces]
    return [*seats, ("lists", 0)] if wish.lists else seats
