"""The append-only record of what happened: one entry a change, written in the change's transaction."""

from groundswell.kernel.ledger.events import Event, Level, all_events
from groundswell.kernel.ledger.followers import follow, follow_all, follower, rewind
from groundswell.kernel.ledger.restoring import adopt_entries

__all__ = ["Event", "Level", "adopt_entries", "all_events", "follow", "follow_all", "follower", "rewind"]
