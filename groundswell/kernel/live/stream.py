"""One open stream: what waits to be said to it, and whether it still listens."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from groundswell.kernel.live.audience import Listener, News, Place
from groundswell.kernel.live.wire import Wish

MOST_WAITING = 250


@dataclass(frozen=True, slots=True)
class Look:
    """A listener as found in an epoch, and when one began to look."""

    listener: Listener
    epoch: int
    began: float


@dataclass(frozen=True, slots=True)
class Heard:
    """News on the way to a stream: in which epoch and when they were read, and over how many it spreads."""

    news: News
    epoch: int
    read_at: float
    spread: int = 0


class Stream:
    """Its writer takes what waits; the hub puts, and says whose turn it is."""

    __slots__ = (
        "has_ended",
        "is_dropped",
        "look",
        "place",
        "say_now",
        "spoke_at",
        "stir",
        "waiting",
        "wish",
        "writer",
    )

    def __init__(self, wish: Wish, look: Look) -> None:
        self.wish, self.look = wish, look
        self.place: Place = Place(0, 0)
        self.waiting: deque[Heard] = deque()
        self.stir = asyncio.Event()
        self.writer: asyncio.Task[Any] | None = None
        self.say_now: Callable[[], None] | None = None  # set while its reader keeps up
        self.spoke_at = 0.0
        self.has_ended = self.is_dropped = False

    def offer(self, heard: Heard) -> None:
        """Let it wait to be said. Whoever lets too much wait does not read, and is dropped."""
        if heard.news.happened.place <= self.place or self.has_ended:
            return
        if len(self.waiting) >= MOST_WAITING:
            self.speak()
        if len(self.waiting) >= MOST_WAITING:
            self.drop()
            return
        self.waiting.append(heard)

    def speak(self) -> None:
        """Say what waits, if it can be said at once; otherwise the writer's task comes to it."""
        if self.say_now is not None and not self.has_ended:
            self.say_now()

    def end(self) -> None:
        """Say nothing more and close."""
        self.has_ended = True
        self.waiting.clear()
        self.stir.set()

    def drop(self) -> None:
        """Close at once, even while something is being said that nobody reads."""
        self.end()
        self.is_dropped = True
        if self.writer is not None:
            self.writer.cancel()

    def was_seen_for(self, heard: Heard) -> bool:
        """Whether what is known of the listener is new enough to decide on these news."""
        return self.look.epoch == heard.epoch or self.look.began >= heard.read_at
