"""The picture that stands for a topic where its link is shared: its title on the community's colour.

It is drawn when it is asked for, kept for a while by this process, and named by what is drawn: nobody can
have other words drawn than the title of a topic that visitors see.
"""

import hashlib
from functools import lru_cache
from threading import BoundedSemaphore

from django.urls import reverse

from groundswell.community.queries import ThisCommunity
from groundswell.discovery.drawing import HEIGHT, WIDTH, drawn
from groundswell.kernel.errors import Throttled

__all__ = ["HEIGHT", "WIDTH", "picture_of", "picture_path", "version_of"]

# Another number where the drawing changes, so that no old picture is kept for a new one.
_STYLE = 1
_KEPT = 64
_PATIENCE = 2
_COME_AGAIN = 2
_one_at_a_time = BoundedSemaphore(1)


def version_of(title: str, community: ThisCommunity) -> str:
    told = f"{_STYLE}\n{community.hue}\n{community.name}\n{title}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def picture_path(topic: int, title: str, community: ThisCommunity) -> str:
    return reverse("discovery:picture", args=[topic, version_of(title, community)])


def picture_of(title: str, community: ThisCommunity) -> bytes:
    """The picture as PNG. One is drawn at a time; whoever would wait long is asked to come again."""
    if not _one_at_a_time.acquire(timeout=_PATIENCE):
        raise Throttled(_COME_AGAIN)
    try:
        return _kept(title, community.name, community.hue)
    finally:
        _one_at_a_time.release()


_kept = lru_cache(maxsize=_KEPT)(drawn)
