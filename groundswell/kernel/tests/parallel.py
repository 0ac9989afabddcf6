"""Other threads with connections of their own, as other requests have."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

from django.db import connection, transaction

T = TypeVar("T")
_PATIENCE = 120


def together(count: int, act: Callable[[int], T]) -> list[T]:
    """Call `act` with 0, 1, 2 … in as many threads, all let loose at the same moment."""
    start = threading.Barrier(count)

    def run(number: int) -> T:
        start.wait(_PATIENCE)
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return [each.result(_PATIENCE) for each in [threads.submit(run, number) for number in range(count)]]


class Elsewhere:
    """One other thread, to which one says what to do next."""

    def __enter__(self) -> Self:
        self._thread = ThreadPoolExecutor(1)
        self._open: list[transaction.Atomic] = []
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._open:
            self.commit()
        self.do(lambda: connection.close())  # noqa: PLW0108 - the connection of that thread
        self._thread.shutdown()

    def do(self, act: Callable[[], T]) -> T:
        return self.start(act).result(_PATIENCE)

    def start(self, act: Callable[[], T]) -> "Future[T]":
        return self._thread.submit(act)

    def begin(self) -> None:
        self._open.append(transaction.atomic())
        self.do(self._open[-1].__enter__)

    def commit(self) -> None:
        block = self._open.pop()
        self.do(lambda: block.__exit__(None, None, None))
