"""One number that every process reads each request; whatever is cached about rights is keyed by it.

A ban, a role, a grant, a hidden post or a new stage bumps it in its own transaction, so that no
process serves old rights after the change is confirmed. The numbers are drawn by lot and mean nothing
but 'another': one that a rollback took back is never given again, and with it what was cached under it.
"""

import secrets
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Generic, ParamSpec, TypeVar

from django.db import models, transaction

from groundswell.kernel.sql import rows

P = ParamSpec("P")
T = TypeVar("T")

_ROW = 1
_BITS = 62
_LARGEST_CACHE = 4096
_pinned: ContextVar[int | None] = ContextVar("epoch_pinned", default=None)
_unsettled: ContextVar[bool] = ContextVar("epoch_unsettled", default=False)


class Epoch(models.Model):
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.number)


def current() -> int:
    """The epoch of this request where one is pinned, else the stored one (one query)."""
    pinned = _pinned.get()
    return stored() if pinned is None else pinned


def stored() -> int:
    """What stands in the database; 0 before the first bump."""
    found = rows("SELECT number FROM kernel_epoch WHERE id = %s", (_ROW,))
    return int(found[0][0]) if found else 0


def pin(number: int | None) -> None:
    """Read no further in this request: one request, one epoch. None reads anew each time."""
    _pinned.set(number)
    _unsettled.set(False)


def bump() -> None:
    """Make every cached right stale, when the surrounding transaction commits.

    Until then the one who bumps reads past the caches: what they see may yet change, or never come true.
    """
    Epoch.objects.bulk_create(
        [Epoch(pk=_ROW, number=secrets.randbits(_BITS))],
        update_conflicts=True,
        update_fields=["number"],
        unique_fields=["pk"],
    )
    pin(None)
    _unsettled.set(True)
    transaction.on_commit(_settle)


def _settle() -> None:
    pin(None)


class _Cache(Generic[T]):
    """The answers of one function in one epoch."""

    def __init__(self) -> None:
        self._of_epoch: tuple[int, dict[object, T]] = (0, {})

    def answers(self, number: int) -> dict[object, T]:
        """Read and replaced as one, so that threads in two epochs never write into each other's answers."""
        kept = self._of_epoch
        if kept[0] != number:
            kept = self._of_epoch = (number, {})
        return kept[1]

    def forget(self) -> None:
        self._of_epoch = (0, {})


_caches: list[_Cache[object]] = []
_ABSENT = object()


def per_epoch(load: Callable[P, T]) -> Callable[P, T]:
    """Keep what `load` answers in this process until the epoch moves; at most some thousand answers."""
    cache: _Cache[object] = _Cache()
    _caches.append(cache)

    @wraps(load)
    def cached(*args: P.args, **kwargs: P.kwargs) -> T:
        if _unsettled.get():
            return load(*args, **kwargs)
        answers = cache.answers(current())
        key = (args, tuple(sorted(kwargs.items())))
        answer = answers.get(key, _ABSENT)
        if answer is _ABSENT:
            answer = load(*args, **kwargs)
            if len(answers) >= _LARGEST_CACHE:
                answers.clear()
            answers[key] = answer
        return answer  # type: ignore[return-value]

    return cached


def forget() -> None:
    """Empty every per-epoch cache of this process: for tests, whose databases go back in time."""
    pin(None)
    for cache in _caches:
        cache.forget()
