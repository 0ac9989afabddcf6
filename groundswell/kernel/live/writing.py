"""The life of one stream: its first words, what happens, a heartbeat where nothing does, and its end.

Whose reader keeps up is written to at once and by nobody but the hub: ten thousand are told without a task
being woken. Only where a reader is slow, or must be looked at first, does the writer's own task go on.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Generator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import structlog

from groundswell.kernel.live import wire
from groundswell.kernel.live.audience import News, Place
from groundswell.kernel.live.stream import Heard, Look, Stream

BEAT = 25.0
PATIENCE = 20.0  # with whoever does not read what we write
_LAST_WORDS = 1.0
Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
_log = structlog.get_logger("groundswell.live")


@dataclass(frozen=True, slots=True)
class Source:
    """What a writer asks its hub: who the listener is by now, and up to where everything has been told."""

    look_again: Callable[[Look], Awaitable[Look | None]]
    said: Callable[[], Place]


class Writer:
    """Writes one stream until it ends, its time is over, or nobody reads it."""

    def __init__(self, stream: Stream, source: Source, send: Send) -> None:
        self.stream, self.source, self.send = stream, source, send
        self._left: _Rest | None = None

    async def write(self, first: Sequence[bytes], receive: Receive, life: float) -> None:
        self.stream.writer = asyncio.current_task()
        gone = asyncio.create_task(_gone(self.stream, receive))
        over = asyncio.get_running_loop().call_later(life, self.stream.end)
        try:
            await self._say_all(b"".join(first))
        except (TimeoutError, asyncio.CancelledError) as trouble:
            if isinstance(trouble, asyncio.CancelledError) and not self._was_dropped():
                raise
            await _cut(self.send)
        finally:
            over.cancel()
            gone.cancel()

    async def _say_all(self, first: bytes) -> None:
        await self.send({"type": "http.response.start", "status": 200, "headers": wire.HEADERS})
        await self._say(first)
        while not self.stream.has_ended:
            await self._go_on()
            self.stream.say_now = self._say_now
            await self.stream.stir.wait()
            self.stream.stir.clear()
        self.stream.say_now = None
        async with asyncio.timeout(_LAST_WORDS):
            await self.send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _go_on(self) -> None:
        """Say what could not be said at once, and what has come to wait meanwhile."""
        if self._left is not None:
            async with asyncio.timeout(PATIENCE):
                await self._left
            self._left = None
        while self.stream.waiting:
            await self._say(await self._what_waits())

    def _say_now(self) -> None:
        """On the hub's turn: what waits, or a heartbeat after a long silence."""
        if not self.stream.waiting:
            if time.monotonic() - self.stream.spoke_at >= BEAT:
                self._begin(_beat(max(self.source.said(), self.stream.place)))
        elif all(map(self.stream.was_seen_for, self.stream.waiting)):
            body = b"".join([words(heard, self.stream.look) for heard in self.stream.waiting])
            self.stream.waiting.clear()
            if body:
                self._begin(body)
        else:
            self._leave_to_task()

    def _begin(self, body: bytes) -> None:
        """Say it; a server whose buffer has room has done so before it would wait for anything."""
        self.stream.spoke_at = time.monotonic()
        saying = self.send(_part(body)).__await__()
        try:
            awaited = next(saying)
        except StopIteration:
            return
        except Exception:  # noqa: BLE001 - one stream that breaks is not to break the others
            _log.exception("a stream broke")
            self.stream.drop()
        else:
            self._left = _Rest(saying, awaited)
            self._leave_to_task()

    def _leave_to_task(self) -> None:
        self.stream.say_now = None
        self.stream.stir.set()

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
        self.stream.spoke_at = time.monotonic()
        async with asyncio.timeout(PATIENCE):
            await self.send(_part(body))

    def _was_dropped(self) -> bool:
        """Whether it was we who gave up on the reader; then the task goes on to its own end."""
        task = asyncio.current_task()
        if not self.stream.is_dropped or task is None:
            return False
        return task.uncancel() == 0


class _Rest:
    """What is left of a call that was begun outside of any task, and had to wait: a task awaits it."""

    def __init__(self, steps: Generator[Any, Any, None], awaited: object) -> None:
        self.steps, self.awaited = steps, awaited

    def __await__(self) -> Generator[Any, Any, None]:
        yield self.awaited
        yield from self.steps


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


def _part(body: bytes) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": True}


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
