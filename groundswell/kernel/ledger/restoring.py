"""A ledger that comes from elsewhere: a restored dump, or a move from one database to the other.

A new PostgreSQL cluster counts its transactions from the start, so that new entries would stand before
the old ones, and followers that are past those would never see them. Entries of a transaction that this
database cannot have had yet are therefore moved down, in their order and with their followers.
"""

from django.db import connection, transaction
from django.db.models import F, Max, QuerySet

from groundswell.kernel.ledger.models import Entry, Follower

_NOT_YET_HERE = {
    "postgresql": '"transaction" >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint',
    "sqlite": '"transaction" > 0',
}


def adopt_entries() -> int:
    """Make entries from another database's life stand before all of this one's; returns how many moved."""
    if not _foreign().exists():
        return 0
    with transaction.atomic():
        list(Follower.objects.select_for_update().order_by("pk"))
        found = _foreign().aggregate(last=Max("position"), highest=Max("transaction"))
        if found["last"] is None:
            return 0
        lower = F("transaction") - (found["highest"] + 1)
        Follower.objects.update(transaction=lower)
        return Entry.objects.filter(position__lte=found["last"]).update(transaction=lower)


def _foreign() -> QuerySet[Entry]:
    return Entry.objects.extra(where=[_NOT_YET_HERE[connection.vendor]])  # noqa: S610 - our own words
