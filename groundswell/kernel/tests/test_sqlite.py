"""SQLite as a server's database: many writers, one at a time, and none is turned away."""

import pytest
from django.db import connection, transaction

from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.jobs.models import Schedule
from groundswell.kernel.ledger import Event
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.tests.parallel import Elsewhere, together

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def test_the_database_is_set_up_for_a_server() -> None:
    assert (pragma("journal_mode"), pragma("foreign_keys"), pragma("busy_timeout")) == ("wal", 1, 5000)


@pytest.mark.slow
def test_eight_writers_that_read_before_they_write_all_get_through(happened: Event) -> None:
    @transaction.atomic
    def act(name: str) -> None:
        row, _ = Schedule.objects.get_or_create(name=name, defaults={"next_at": "2026-01-01T00:00:00Z"})
        row.cron = f"{int(row.cron or 0) + 1}"
        row.save()
        happened.record(SYSTEM, row)

    together(8, lambda number: [act(f"{each % 4}") for each in range(number, number + 25)])

    assert sum(int(row.cron) for row in Schedule.objects.all()) == 200
    assert Entry.objects.count() == 200


def test_reading_waits_for_no_writer(elsewhere: Elsewhere) -> None:
    elsewhere.begin()
    elsewhere.do(lambda: Schedule.objects.create(name="not yet", next_at="2026-01-01T00:00:00Z"))

    assert not Schedule.objects.exists()

    elsewhere.commit()
    assert Schedule.objects.exists()
