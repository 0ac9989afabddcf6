"""Many listeners in one process: sockets that note when each reply came, and cost as little as can be."""

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from typing import cast

_OF_AN_ADDRESS = 90  # a network may have a hundred
_AT_ONCE = 100
_POST = re.compile(rb'"post":"(\d+)"')


class Ear(asyncio.Protocol):
    """One open stream. The server writes an event at once, so that none comes in two parts."""

    def __init__(self, heard: dict[int, list[float]], asked: bytes) -> None:
        self.heard, self.asked = heard, asked
        self.ready: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        cast("asyncio.Transport", transport).write(self.asked)

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        for post in _POST.findall(data):
            self.heard[int(post)].append(now)
        if not self.ready.done() and (b"event: ready" in data or b" 200 " not in data[:16]):
            self.ready.set_result(b"event: ready" in data)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if not self.ready.done():
            self.ready.set_result(False)


class Crowd:
    """The listeners, each to the topics that it was given."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.heard: dict[int, list[float]] = defaultdict(list)
        self.refused = 0
        self._ears: list[Ear] = []

    async def gather(self, wishes: Sequence[Sequence[int]]) -> None:
        for start in range(0, len(wishes), _AT_ONCE):
            some = enumerate(wishes[start : start + _AT_ONCE], start)
            await asyncio.gather(*(self._join(number, wish) for number, wish in some))

    def leave(self) -> None:
        for ear in self._ears:
            if ear.transport is not None:
                ear.transport.close()

    async def _join(self, number: int, topics: Sequence[int]) -> None:
        block, rest = divmod(number // _OF_AN_ADDRESS, 250)
        source = (f"127.0.{block + 1}.{rest + 1}", 0)
        query = "&".join(f"topic={topic}" for topic in topics)
        asked = f"GET /live/?{query} HTTP/1.1\r\nHost: localhost:{self.port}\r\n\r\n".encode()
        loop = asyncio.get_running_loop()
        _transport, ear = await loop.create_connection(
            lambda: Ear(self.heard, asked), "127.0.0.1", self.port, local_addr=source
        )
        self._ears.append(ear)
        self.refused += not await ear.ready
