"""The picture that stands for a topic where its link is shared: its title on the community's colour.

It is drawn when it is asked for, kept for a while by this process, and named by what is drawn: nobody can
have other words drawn than the title of a topic that visitors see.
"""

import hashlib
import math
from collections import deque
from functools import lru_cache
from threading import BoundedSemaphore
from time import monotonic

from django.urls import reverse

from groundswell.community.queries import ThisCommunity
from groundswell.discovery.drawing import HEIGHT, WIDTH, drawn
from groundswell.kernel.errors import Throttled

__all__ = ["HEIGHT", "WIDTH", "picture_of", "picture_path", "version_of"]

# Another number where the drawing changes, so that no old picture is kept for a new one.
_STYLE = 2
_KEPT = 64
# Drawing takes a twentieth of a second or two: so much of a processor, and of a page's thread, it may have.
_PATIENCE = 0.25
_COME_AGAIN = 2
_MOST_A_MINUTE = 60
_MINUTE = 60
_one_at_a_time = BoundedSemaphore(1)
_drawn_at: deque[float] = deque()


def version_of(title: str, community: ThisCommunity) -> str:
    told = f"{_STYLE}\n{community.hue}\n{community.name}\n{title}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def picture_path(topic: int, title: str, community: ThisCommunity) -> str:
    return reverse("discovery:picture", args=[topic, version_of(title, community)])


def picture_of(title: str, community: ThisCommunity) -> bytes:
    """The picture as PNG. One is drawn at a time, and so many a minute; others are asked to come again."""
    if not _one_at_a_time.acquire(timeout=_PATIENCE):
        raise Throttled(_COME_AGAIN)
    try:
        return _kept(title, community.name, community.hue)
    finally:
        _one_at_a_time.release()


@lru_cache(maxsize=_KEPT)
def _kept(title: str, name: str, hue: int) -> bytes:
    _spend()
    return drawn(title, name, hue)


def _spend() -> None:
    """Count one drawing of this process; raises Throttled where the last minute had enough of them."""
    now = monotonic()
    while _drawn_at and now - _drawn_at[0] >= _MINUTE:
        _drawn_at.popleft()
    if len(_drawn_at) >= _MOST_A_MINUTE:
        raise Throttled(math.ceil(_MINUTE - (now - _drawn_at[0])))
    _drawn_at.append(now)
