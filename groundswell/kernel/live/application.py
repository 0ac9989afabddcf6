"""The pure ASGI app behind `/live/`: it lets listeners in, writes what they may hear, and lets them go."""

import asyncio
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from typing import Any, TypeVar

import structlog
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.asgi import ASGIRequest
from django.db import Error, close_old_connections, connection

from groundswell.kernel import epoch
from groundswell.kernel.live import wire
from groundswell.kernel.live.audience import doors
from groundswell.kernel.live.hub import Hub
from groundswell.kernel.live.resuming import beginning, exists, first_words
from groundswell.kernel.live.room import Room, who_is
from groundswell.kernel.live.stream import Look, Stream
from groundswell.kernel.live.tail import Tail
from groundswell.kernel.live.writing import Receive, Send, Source, Writer

Scope = dict[str, Any]
T = TypeVar("T")
REFUSALS = {
    400: b"This is not an address to listen at.\n",
    404: b"There is nothing here.\n",
    405: b"One can only listen here.\n",
    429: b"You are listening in many places already. The pages work without it.\n",
    503: b"No more can listen just now. The pages work without it.\n",
}
_THREADS = 2
_A_MOMENT = 0.05
_SHORTEST_LIFE, _MORE_LIFE = 25 * 60, 10 * 60
_log = structlog.get_logger("groundswell.live")


class Live:
    """One a process. `open_all` and `end_all` are called on the loop, before the first and after the last."""

    def __init__(self) -> None:
        self.hub: Hub | None = None
        self.room = Room()
        self.has_ended = False
        self._opening: asyncio.Lock | None = None
        self._threads: ThreadPoolExecutor | None = None

    async def open_all(self) -> None:
        """Begin to follow the ledger. Without the database the first who wants to listen tries again."""
        self.has_ended = False
        self.room.make()
        self._opening = asyncio.Lock()
        self._threads = ThreadPoolExecutor(_THREADS, "live-door")
        try:
            await self._hub()
        except Error:
            _log.warning("the database is away")

    def end_all(self) -> None:
        """Every stream ends now, and none begins."""
        if self.has_ended:
            return
        self.has_ended = True
        if self.hub is not None:
            self.hub.end()
            self.hub = None
        if self._threads is not None:
            for _thread in range(_THREADS):
                self._threads.submit(_let_go)
            self._threads.shutdown(wait=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = await self._answer(scope, receive, send)
        if status:
            await _refuse(send, status)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> int:
        """Serve the stream; or say with which status there is none."""
        if scope["path"] != "/live/" or not len(doors):
            return 404
        if scope["method"] != "GET":
            return 405
        if self.has_ended or self._opening is None or not self.room.has_any():
            return 503
        try:
            return await self._listen(ASGIRequest(scope, BytesIO()), receive, send)
        except (
            SuspiciousOperation,
            ValueError,
        ):  # a host, a cookie or an address that no browser of ours sends
            return 400
        except Error:
            return 503

    async def _listen(self, request: ASGIRequest, receive: Receive, send: Send) -> int:
        wish = wire.read_wish(request)
        if wish is None:
            return 400
        with self.room.taken():
            hub = await self._hub()
            look = await self._in_thread(partial(_let_in, hub, request))
            if look is None:
                return 204  # which tells a browser not to come back
            with self.room.taken_by(who_is(look, request)) as has_place:
                if not has_place:
                    return 429
                await self._serve(Stream(wish, look), receive, send)
        return 0

    async def _serve(self, stream: Stream, receive: Receive, send: Send) -> None:
        hub, began = await self._hub(), time.monotonic()
        after = stream.wish.after
        is_known = after is None or after <= hub.tail.end or await self._in_thread(partial(exists, after))
        begun = beginning(hub.tail, stream.wish, is_known=is_known)
        hub.add(stream, begun.start)
        try:
            look, first = await self._in_thread(partial(first_words, hub, stream, begun))
            if look is None:
                return
            stream.look = look
            life = _SHORTEST_LIFE + secrets.randbelow(_MORE_LIFE)
            source = Source(lambda look: self._in_thread(partial(_again, hub, look)), lambda: hub.said)
            await Writer(stream, source, send).write(first, receive, life)
        finally:
            hub.remove(stream)
            _log.info("stream", seconds=round(time.monotonic() - began, 1), open=len(hub.streams))

    async def _hub(self) -> Hub:
        """The hub; begun by whoever needs it first."""
        if self._opening is None or self.has_ended:
            raise Error("The streams have ended.")
        async with self._opening:
            if self.hub is None:
                tail = await self._in_thread(Tail.read)
                self.hub = Hub(next(iter(doors)), tail)
            return self.hub

    async def _in_thread(self, ask: Callable[[], T]) -> T:
        """Ask the database, away from the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, _asked, ask)


def _asked(ask: Callable[[], T]) -> T:
    close_old_connections()
    try:
        return ask()
    finally:
        close_old_connections()  # a shared connection is given back between questions


def _let_in(hub: Hub, request: ASGIRequest) -> Look | None:
    request.get_host()
    began, number = time.monotonic(), epoch.stored()
    epoch.pin(number)
    try:
        listener = hub.door.let_in(request)
    finally:
        epoch.pin(None)
    return Look(listener, number, began) if listener else None


def _again(hub: Hub, look: Look) -> Look | None:
    began = time.monotonic()
    return hub.look_again([look.listener], epoch.stored(), began)[0]


def _let_go() -> None:
    """Each of the threads closes its own connection."""
    time.sleep(_A_MOMENT)
    connection.close()


async def _refuse(send: Send, status: int) -> None:
    """A calm word, and when to try again; a browser's EventSource leaves it at that."""
    headers = [(b"cache-control", b"no-store"), (b"content-type", b"text/plain; charset=utf-8")]
    if status in {429, 503}:
        headers.append((b"retry-after", str(30 + secrets.randbelow(60)).encode()))
    body = REFUSALS.get(status, b"")
    if body:
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
