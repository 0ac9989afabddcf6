"""Identifiers made by the application: ordered by time, 63 bits, and silent about volume.

42 bits of milliseconds since 2000 (good until 2139), then 21 random bits. Ids made for the same
millisecond by one process go up by a random step, so that they keep their order and never collide;
two processes have a chance of one in a million to collide when they meet in a millisecond.
"""

import secrets
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kernel import clock
from groundswell.kernel.errors import Invalid

_START = datetime(2000, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_ROOM_FOR_CLOCKS_THAT_DIFFER = timedelta(days=1)
_LAST_MILLISECOND = (1 << 42) - 1
_RANDOM_BITS = 21
_FIRST_BITS = (
    _RANDOM_BITS - 1
)  # the first of a millisecond lies in its lower half: the rest is room for others
_LARGEST_STEP = 1 << 9
_MOST_REMEMBERED = 1024
_LARGEST = (1 << 63) - 1
_MOST_DIGITS = len(str(_LARGEST))
_lock = threading.Lock()
_latest: dict[int, int] = {}  # the last id of each of the milliseconds used most recently


def new_id(at: datetime | None = None) -> int:
    """An id for something that came to be at `at` (now, unless said); Invalid where that cannot be."""
    millisecond = _millisecond_of(clock.now() if at is None else at)
    with _lock:
        last = _latest.pop(millisecond, None)
        number = _first_in(millisecond) if last is None else last + 1 + secrets.randbelow(_LARGEST_STEP)
        _latest[millisecond] = number
        if len(_latest) > _MOST_REMEMBERED:
            del _latest[next(iter(_latest))]
    return number


class IdField(models.BigIntegerField[int, int]):
    """A primary key filled by `new_id`, so that an object knows its address before it is saved."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("primary_key", True)
        options.setdefault("default", new_id)
        options.setdefault("editable", False)
        super().__init__(**options)


def read_id(text: str) -> int | None:
    """The id that somebody wrote, or None where that is none: no digits, or more than an id can have."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        return None
    number = int(text)
    return number if number <= _LARGEST else None


def time_of(number: int) -> datetime:
    """The moment from which an id was made, to the millisecond."""
    return _START + (number >> _RANDOM_BITS) * _MILLISECOND


def first_id_at(at: datetime) -> int:
    """The smallest id that something made at this moment could have: for windows over ids."""
    return min(max(0, (at - _START) // _MILLISECOND), _LAST_MILLISECOND) << _RANDOM_BITS


def _millisecond_of(at: datetime) -> int:
    if not _START <= at <= clock.now() + _ROOM_FOR_CLOCKS_THAT_DIFFER:
        raise Invalid(_("That moment lies before the year 2000 or in the future."), "at")
    return (at - _START) // _MILLISECOND


def _first_in(millisecond: int) -> int:
    return millisecond << _RANDOM_BITS | secrets.randbits(_FIRST_BITS)
