"""The version is another after every change that somebody else has committed, in whatever order."""

import time
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from groundswell.kernel import clock, epoch
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.front import Front, Visitors, database_versions
from groundswell.kernel.front.tests.applications import Echo
from groundswell.kernel.front.tests.asking import Running
from groundswell.kernel.front.versions import Version
from groundswell.kernel.jobs.models import Schedule
from groundswell.kernel.ledger import Event
from groundswell.kernel.limits import spend
from groundswell.kernel.tests.parallel import Elsewhere
from groundswell.kernel.tests.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def running() -> Iterator[Running]:
    with Running(Front(Echo(), visitors=Visitors(database_versions()))) as running:
        yield running


def read(running: Running) -> Version | None:
    visitors = running.front.visitors
    assert visitors is not None
    found: Version | None = running.do(visitors.versions.read())
    return found


def known(running: Running) -> Version:
    found = read(running)
    assert found is not None
    return found


@transaction.atomic
def happen(happened: Event) -> None:
    happened.record(SYSTEM, Schedule(pk=1))


def test_it_stands_while_nothing_happens(running: Running) -> None:
    assert known(running) == known(running)


def test_an_entry_moves_it(running: Running, happened: Event) -> None:
    before = known(running)

    happen(happened)

    assert known(running) != before


def test_an_epoch_moves_it(running: Running) -> None:
    before = known(running)

    with transaction.atomic():
        epoch.bump()
        during = known(running)

    assert during == before
    assert known(running) != before


def test_what_no_page_shows_leaves_it_alone(running: Running) -> None:
    before = known(running)

    spend("a key", "5/1h")
    Schedule.objects.create(name="begun", next_at=clock.now())

    assert known(running) == before


def test_it_never_returns_to_what_it_was(running: Running, happened: Event) -> None:
    seen = {known(running)}
    for _time in range(5):
        happen(happened)
        seen.add(known(running))
        with transaction.atomic():
            epoch.bump()
        seen.add(known(running))

    assert len(seen) == 11


@pytest.mark.postgres
def test_an_entry_that_is_committed_late_moves_it_too(
    running: Running, happened: Event, elsewhere: Elsewhere
) -> None:
    elsewhere.begin()
    elsewhere.do(lambda: happened.record(SYSTEM, Schedule(pk=1)))
    happen(happened)
    before = known(running)

    elsewhere.commit()

    assert known(running) != before


@pytest.mark.postgres
def test_entries_of_two_open_transactions_move_it_each(running: Running, happened: Event) -> None:
    seen = [known(running)]
    with Elsewhere() as one, Elsewhere() as other:
        for each in (one, other):
            each.begin()
            each.do(lambda: happened.record(SYSTEM, Schedule(pk=1)))
        happen(happened)
        seen.append(known(running))
        other.commit()
        seen.append(known(running))
        one.commit()
        seen.append(known(running))

    assert len(set(seen)) == 4


@pytest.mark.postgres
def test_many_who_ask_at_once_are_all_answered(running: Running) -> None:
    async def at_once() -> list[Version | None]:
        visitors = running.front.visitors
        assert visitors is not None
        return [await each for each in [visitors.versions.read() for _each in range(50)]]

    assert len(set(running.do(at_once()))) == 1


@pytest.mark.postgres
def test_a_connection_that_is_cut_is_made_again(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.kernel.front.versions._PAUSE", 0.05)
    known(running)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    wait_until(lambda: read(running) is None)
    wait_until(lambda: read(running) is not None)


@pytest.mark.sqlite
def test_a_database_without_its_tables_has_none(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.kernel.front.versions._PAUSE", 0.05)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_epoch RENAME TO kernel_epoch_away")
    try:
        assert read(running) is None
        time.sleep(0.06)
        assert read(running) is None
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE kernel_epoch_away RENAME TO kernel_epoch")
    wait_until(lambda: read(running) is not None)
