"""A ledger that comes from another database's life goes on here, and nobody misses what is new."""

from collections.abc import Sequence

import pytest
from django.db import transaction

from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.jobs.models import Schedule
from groundswell.kernel.ledger import Event, adopt_entries, follow
from groundswell.kernel.ledger.models import Entry, Follower
from groundswell.kernel.tests.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
FAR = 10**12


@pytest.fixture
def _restored(happened: Event) -> None:
    """Four entries of a database that had counted far, of which a follower had read two."""
    with transaction.atomic():
        entries = [happened.record(SYSTEM, Schedule(pk=number)) for number in (1, 2, 3, 4)]
    # The second pair was committed in the other order than it was numbered.
    for entry, number in zip(entries, (FAR, FAR + 1, FAR + 3, FAR + 2), strict=True):
        Entry.objects.filter(pk=entry.pk).update(transaction=number)
    Follower.objects.create(name="reader", transaction=FAR + 1, position=entries[1].position)


def read(count: int) -> list[int]:
    seen: list[int] = []

    def handle(entries: Sequence[Entry]) -> None:
        seen.extend(entry.subject for entry in entries)

    wait_until(lambda: follow("reader", handle) >= 0 and len(seen) >= count)
    return seen


@pytest.mark.usefixtures("_restored")
def test_followers_of_a_restored_ledger_go_on_where_they_were(happened: Event) -> None:
    assert adopt_entries() == 4

    with transaction.atomic():
        happened.record(SYSTEM, Schedule(pk=5))

    assert read(3) == [4, 3, 5]
    assert adopt_entries() == 0


@pytest.mark.usefixtures("_restored")
def test_what_was_written_here_before_the_worker_started_stays_behind_the_restored(happened: Event) -> None:
    with transaction.atomic():
        happened.record(SYSTEM, Schedule(pk=5))

    assert adopt_entries() == 4
    assert read(3) == [4, 3, 5]


@pytest.mark.usefixtures("_restored")
def test_a_ledger_may_be_restored_again_and_again(happened: Event) -> None:
    adopt_entries()
    with transaction.atomic():
        entry = happened.record(SYSTEM, Schedule(pk=5))
    Entry.objects.filter(pk=entry.pk).update(transaction=FAR)

    assert adopt_entries() == 5

    with transaction.atomic():
        happened.record(SYSTEM, Schedule(pk=6))
    assert read(4) == [4, 3, 5, 6]


def test_a_ledger_at_home_is_left_as_it_is(happened: Event) -> None:
    with transaction.atomic():
        entry = happened.record(SYSTEM, Schedule(pk=1))

    assert adopt_entries() == 0
    entry.refresh_from_db()
    assert entry.transaction >= 0
