"""Readers of the ledger that cannot lose an entry: each keeps its place in the order of `order.py`."""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import transaction

from groundswell.kernel import clock
from groundswell.kernel.ledger.models import BEGINNING, Entry, Follower
from groundswell.kernel.ledger.order import entries_after
from groundswell.kernel.registry import Registry

Handle = Callable[[Sequence[Entry]], None]
_FIRST_REST, _LONGEST_REST = timedelta(seconds=5), timedelta(hours=1)
_LARGEST_POWER = 6
_log = structlog.get_logger("groundswell.ledger")


@dataclass(frozen=True, slots=True)
class Following:
    name: str
    handle: Handle
    imported: bool


followings: Registry[Following] = Registry("ledger followers")


def follower(name: str, *, imported: bool = False) -> Callable[[Handle], Handle]:
    """Register a function that is given each entry once, in order; imported ones only if it asks."""

    def decorate(handle: Handle) -> Handle:
        followings.add(name, Following(name, handle, imported))
        return handle

    return decorate


def follow(name: str, handle: Handle, *, imported: bool = False, batch: int = 200) -> int:
    """Hand the next entries to `handle`; returns how many were passed over or handled.

    The position moves in the same transaction as what `handle` writes: a crash repeats the batch or
    keeps it, and never loses it. While another process is at it, this one leaves it alone.
    """
    row, _ = Follower.objects.get_or_create(name=name)
    if not entries_after(row.transaction, row.position, 1):
        return 0
    with transaction.atomic():
        locked = Follower.objects.select_for_update(skip_locked=True).filter(pk=row.pk).first()
        return _hand_over(locked, handle, imported=imported, batch=batch) if locked else 0


def follow_all() -> int:
    """Let every registered follower take one batch; returns how many entries they dealt with.

    One that fails rests for a while, longer each time, and keeps nobody else from their work.
    """
    resting = set(Follower.objects.filter(rests_until__gt=clock.now()).values_list("name", flat=True))
    return sum(_try_to_follow(each) for each in followings if each.name not in resting)


def rewind(name: str) -> None:
    """Send a follower back to the beginning, to rebuild what it makes; its own rows are its own to empty."""
    Follower.objects.filter(name=name).update(
        transaction=BEGINNING, position=0, failures=0, rests_until=None, error=""
    )


def _hand_over(row: Follower, handle: Handle, *, imported: bool, batch: int) -> int:
    entries = entries_after(row.transaction, row.position, batch)
    if wanted := [entry for entry in entries if imported or not entry.imported]:
        handle(wanted)
    if entries:
        row.transaction, row.position = entries[-1].transaction, entries[-1].position
        row.failures, row.rests_until, row.error = 0, None, ""
        row.save()
    return len(entries)


def _try_to_follow(each: Following) -> int:
    try:
        return follow(each.name, each.handle, imported=each.imported)
    except Exception as trouble:  # noqa: BLE001 - whatever it is, the others go on
        _log.exception("follower failed", follower=each.name)
        _rest(each.name, "".join(traceback.format_exception(trouble)))
        return 0


def _rest(name: str, error: str) -> None:
    row, _ = Follower.objects.get_or_create(name=name)
    pause = min(_FIRST_REST * 4 ** min(row.failures, _LARGEST_POWER), _LONGEST_REST)
    row.failures, row.rests_until, row.error = row.failures + 1, clock.now() + pause, error
    row.save(update_fields=["failures", "rests_until", "error"])
