"""A ledger that comes from elsewhere: a restored dump, or a move from one database to the other.

A new PostgreSQL cluster counts its transactions from the start, so that new entries would stand before
the old ones, and followers that are past those would never see them. Entries of a transaction that this
database cannot have had yet are therefore moved down, in their order and with their followers.
"""

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import F, Max, QuerySet

from groundswell.kernel.ledger.models import Entry, Follower

_NOT_YET_HERE = {
    "postgresql": '"transaction" >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint',
    "sqlite": '"transaction" > 0',
}


def adopt_entries(using: str = DEFAULT_DB_ALIAS) -> int:
    """Make entries from another database's life stand before all of this one's; returns how many moved."""
    if not _foreign(using).exists():
        return 0
    with transaction.atomic(using=using):
        list(Follower.objects.using(using).select_for_update().order_by("pk"))
        found = _foreign(using).aggregate(last=Max("position"), highest=Max("transaction"))
        if found["last"] is None:
            return 0
        lower = F("transaction") - (found["highest"] + 1)
        Follower.objects.using(using).update(transaction=lower)
        return Entry.objects.using(using).filter(position__lte=found["last"]).update(transaction=lower)


def _foreign(using: str) -> QuerySet[Entry]:
    where = _NOT_YET_HERE[connections[using].vendor]
    return Entry.objects.using(using).extra(where=[where])  # noqa: S610 - our own words
