"""A few threads for pages, and a short queue before them; the loop never waits."""

import asyncio
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.db import connections

from groundswell.kernel.front.asgi import Gone, Receive, departure

T = TypeVar("T")
_Job = tuple[Callable[[], Any], "asyncio.Future[Any]"]


class Busy(Exception):
    """All threads are at work and the queue is full."""


class Threads:
    """Work is handed out on the loop, so that nothing here needs a lock."""

    def __init__(self, count: int, waiting: int) -> None:
        self.count = count
        self.most_waiting = waiting
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._waiting: deque[asyncio.Future[Any]] = deque()
        self._threads: list[threading.Thread] = []
        self._at_work = 0

    def open(self) -> None:
        for number in range(self.count):
            # A page that never ends does not keep the process from ending.
            thread = threading.Thread(target=self._work, name=f"page-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def close(self, patience: float = 0.5) -> None:
        """Let the threads end, each with its connection to the database; one that does not is left."""
        for _thread in self._threads:
            self._jobs.put(None)
        deadline = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0, deadline - time.monotonic()))
        self._threads.clear()

    async def run(self, work: Callable[[], T], receive: Receive) -> T:
        """What `work` answers, from one of the threads; raises Busy, or Gone if the client leaves before."""
        if self._at_work < self.count:
            self._at_work += 1
        elif len(self._waiting) < self.most_waiting:
            await self._turn(receive)
        else:
            raise Busy
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put((work, answer))
        return await answer

    async def _turn(self, receive: Receive) -> None:
        """Wait for a thread as long as somebody waits for the answer."""
        turn: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        gone: asyncio.Future[Any] = asyncio.ensure_future(departure(receive))
        self._waiting.append(turn)
        try:
            await asyncio.wait([turn, gone], return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            self._give_up(turn)
            raise
        finally:
            gone.cancel()
        if gone.done():
            self._give_up(turn)
            raise Gone

    def _give_up(self, turn: "asyncio.Future[Any]") -> None:
        if turn.done():
            self._next()
        else:
            self._waiting.remove(turn)

    def _next(self) -> None:
        """Hand the place of one that is done to whoever waits longest."""
        if self._waiting:
            self._waiting.popleft().set_result(None)
        else:
            self._at_work -= 1

    def _work(self) -> None:
        try:
            while (job := self._jobs.get()) is not None:
                self._do(*job)
        finally:
            connections.close_all()

    def _do(self, work: Callable[[], T], answer: "asyncio.Future[T]") -> None:
        try:
            result = work()
        except BaseException as trouble:  # noqa: BLE001 - it is raised where the answer is awaited
            say = partial(answer.set_exception, trouble)
        else:
            say = partial(answer.set_result, result)
        loop = answer.get_loop()
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._done, answer, say)

    def _done(self, answer: "asyncio.Future[Any]", say: Callable[[], None]) -> None:
        self._next()
        if not answer.done():
            say()
