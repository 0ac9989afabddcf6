"""Streams that follow the ledger: a browser that listens is told, in ids and verbs, what has happened.

`application` is the pure ASGI app behind `/live/`; `doors` and `tellers` are where upper floors say who may
listen and what is told of an entry to whom.
"""

from groundswell.kernel.live.application import Live
from groundswell.kernel.live.audience import Door, Happened, Listener, News, Place, doors, tellers

application = Live()

__all__ = ["Door", "Happened", "Listener", "News", "Place", "application", "doors", "tellers"]
