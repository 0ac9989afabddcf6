"""How much is written at once: little enough that nobody who wants to write waits long."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import transaction

T = TypeVar("T")

WISHED = 0.07  # seconds in one transaction; on a busy machine the odd one takes twice as long, or more
SMALLEST, LARGEST = 10, 400
REST = 0.25  # of the time that a transaction took, for others to get in between


class Pace:
    """A batch size that follows what the last batches took."""

    def __init__(self, size: int = 20) -> None:
        self.size = size
        self.longest = 0.0

    def batches(self, things: Iterable[T], weigh: Callable[[T], int] = lambda _: 1) -> Iterator[list[T]]:
        """Cut into batches as large as the pace is when each begins to fill."""
        batch: list[T] = []
        weight = 0
        for thing in things:
            batch.append(thing)
            weight += weigh(thing)
            if weight >= self.size:
                yield batch
                batch, weight = [], 0
        if batch:
            yield batch

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write within; then rest a little. Waiting for others' locks is not counted as our time."""
        with transaction.atomic():
            began = time.perf_counter()
            yield
        took = time.perf_counter() - began
        self.follow(took)
        time.sleep(took * REST)

    def follow(self, took: float) -> None:
        """Take larger or smaller batches from now on; smaller ones sooner than larger ones."""
        self.longest = max(self.longest, took)
        factor = min(max(WISHED / max(took, 0.001), 0.4), 1.5)
        self.size = min(max(int(self.size * factor), SMALLEST), LARGEST)
