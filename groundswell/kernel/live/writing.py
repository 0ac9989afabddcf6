"""The life of one stream: its first words, what happens, a heartbeat where nothing does, and its end."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from groundswell.kernel.live import wire
from groundswell.kernel.live.audience import News, Place
from groundswell.kernel.live.stream import Heard, Look, Stream

BEAT = 25.0
PATIENCE = 20.0  # with whoever does not read what we write
_LAST_WORDS = 1.0
Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]


@dataclass(frozen=True, slots=True)
class Source:
    """What a writer asks its hub: who the listener is by now, and up to where everything has been told."""

    look_again: Callable[[Look], Awaitable[Look | None]]
    said: Callable[[], Place]


class Writer:
    """Writes one stream until it ends, its time is over, or nobody reads it."""

    def __init__(self, stream: Stream, source: Source, send: Send) -> None:
        self.stream, self.source, self.send = stream, source, send

    async def write(self, first: Sequence[bytes], receive: Receive, life: float) -> None:
        self.stream.writer = asyncio.current_task()
        gone = asyncio.create_task(_gone(self.stream, receive))
        try:
            await self._say_all(first, time.monotonic() + life)
        except (TimeoutError, asyncio.CancelledError) as trouble:
            if isinstance(trouble, asyncio.CancelledError) and not self._was_dropped():
                raise
            await _cut(self.send)
        finally:
            gone.cancel()

    async def _say_all(self, first: Sequence[bytes], until: float) -> None:
        await self.send({"type": "http.response.start", "status": 200, "headers": wire.HEADERS})
        await self._say(b"".join(first))
        while not self.stream.has_ended and time.monotonic() < until:
            self.stream.stir.clear()
            if self.stream.waiting:
                await self._say(await self._what_waits())
                continue
            try:
                async with asyncio.timeout(BEAT):
                    await self.stream.stir.wait()
            except TimeoutError:
                await self._say(_beat(max(self.source.said(), self.stream.place)))
        async with asyncio.timeout(_LAST_WORDS):
            await self.send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _what_waits(self) -> bytes:
        """What of it this listener may hear, decided now, as late as can be."""
        said = []
        while self.stream.waiting:
            heard = self.stream.waiting.popleft()
            if not self.stream.was_seen_for(heard) and not await self._is_still_there():
                return b""
            said.append(words(heard, self.stream.look))
        return b"".join(said)

    async def _is_still_there(self) -> bool:
        look = await self.source.look_again(self.stream.look)
        if look is None:
            self.stream.end()
            return False
        self.stream.look = look
        return True

    async def _say(self, body: bytes) -> None:
        if not body or self.stream.has_ended:
            return
        async with asyncio.timeout(PATIENCE):
            await self.send({"type": "http.response.body", "body": body, "more_body": True})

    def _was_dropped(self) -> bool:
        """Whether it was we who gave up on the reader; then the task goes on to its own end."""
        task = asyncio.current_task()
        if not self.stream.is_dropped or task is None:
            return False
        return task.uncancel() == 0


def words(heard: Heard, look: Look) -> bytes:
    """What is said of these news to this listener; nothing at all if they are not for them."""
    actor, news = look.listener.actor, heard.news
    if not news.is_for(actor):
        return b""
    is_own = actor.is_person and actor.id == news.happened.actor
    return _frame(news, heard.spread, own=is_own)


@lru_cache(64)
def _frame(news: News, spread: int, *, own: bool) -> bytes:
    """The same bytes for all, made once; news are what they are by identity."""
    data: dict[str, object] = dict(news.ids)
    if own:
        data["own"] = True
    if spread:
        data["spread"] = float(spread)
    return wire.event(news.verb, news.happened.place, data)


@lru_cache(8)
def _beat(place: Place) -> bytes:
    return wire.event("beat", place, {})


async def _gone(stream: Stream, receive: Receive) -> None:
    """Wait for the browser to go; it has nothing else to say."""
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


async def _cut(send: Send) -> None:
    """Close the connection of somebody who does not read: behind what was written last nothing would come.

    ASGI has no word for it; uvicorn's `send` belongs to the exchange that holds the transport.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is not None:
        transport.abort()
        await asyncio.sleep(0.1)
