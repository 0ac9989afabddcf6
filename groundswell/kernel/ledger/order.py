"""The order in which the ledger is read, and how much of it can be read already.

On PostgreSQL two overlapping transactions may commit in the other order than they numbered their
rows, so only rows of transactions are read that no open one can precede, in the order
(transaction, position). SQLite has one writer and needs none of it.
"""

from django.db import connection
from django.db.models import QuerySet

from groundswell.kernel.ledger.models import Entry

_SETTLED = '"transaction" < pg_snapshot_xmin(pg_current_snapshot())::text::bigint'
_OPEN = '"transaction" >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint'


def settled() -> QuerySet[Entry]:
    """The entries before which no other can come any more, in their order."""
    entries = Entry.objects.order_by("transaction", "position")
    if connection.vendor == "postgresql":
        return entries.extra(where=[_SETTLED])  # noqa: S610 - our own words
    return entries


def entries_after(transaction: int, position: int, most: int) -> list[Entry]:
    """The next entries: two questions, each answered by walking the index from there on."""
    rest_of_transaction = settled().filter(transaction=transaction, position__gt=position)
    return list(rest_of_transaction[:most]) or list(settled().filter(transaction__gt=transaction)[:most])


def are_waiting() -> bool:
    """Whether something has been written that a transaction still open keeps from being read."""
    if connection.vendor != "postgresql":
        return False
    return Entry.objects.extra(where=[_OPEN]).exists()  # noqa: S610 - our own words
