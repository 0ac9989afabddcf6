"""Whose turn it is: a crowd is told a few at a time, and between them the process is the pages'.

A page waits for Python's lock several times, at each question to the database. Beside a loop that writes
without a pause that would be hundreds of milliseconds; so the loop rests three times as long as it has
written. What comes meanwhile waits, and is said in one go when somebody's turn comes.
"""

import asyncio
import time
from collections.abc import Iterable
from itertools import islice

from groundswell.kernel.live.stream import Stream

FEW = 100  # so many are told at once, without a turn
AT_A_TIME = 25
REST = 3


class Turns:
    """Streams in the order in which something began to wait for them."""

    def __init__(self) -> None:
        self._waiting: dict[Stream, None] = {}
        self._is_any = asyncio.Event()

    def add(self, streams: Iterable[Stream]) -> None:
        self._waiting.update(dict.fromkeys(streams))
        self._is_any.set()

    async def take(self) -> None:
        """For ever."""
        while True:
            await self._is_any.wait()
            began = time.thread_time()
            for stream in list(islice(self._waiting, AT_A_TIME)):
                del self._waiting[stream]
                stream.speak()
            if not self._waiting:
                self._is_any.clear()
            await asyncio.sleep(0)  # what was said goes over the wire now, which costs more than saying it
            await asyncio.sleep(REST * (time.thread_time() - began))
