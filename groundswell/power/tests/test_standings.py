"""How far each member is heard is kept of the last week, of those who can read it, and of nobody who left."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError

from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.models import Entry
from groundswell.people import actions as people
from groundswell.people.make import make_imported_member, make_member
from groundswell.people.models import Member, Origin
from groundswell.power.engine.columns import Columns, assemble
from groundswell.power.engine.spans import WEEK, Window
from groundswell.power.models import Look, Reckoning, Standing
from groundswell.power.sources import ledger
from groundswell.power.tests.stories import HOUR, LAST_END, NOW, asked, crowd
from groundswell.power.worker import standings
from groundswell.power.worker.standings import keep_standings
from groundswell.power.worker.taking import take_due
from groundswell.power.worker.weeks import note_late

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with clock.moved_to(NOW):
        yield


@pytest.fixture
def forty(ada: Member) -> list[Member]:
    """Ada, to whom thirty-nine others reply, all with rows of their own but no accounts to sign in with."""
    others = [Member(joined_at=NOW, origin=Origin.LOCAL) for _ in range(39)]
    members = [ada, *Member.objects.bulk_create(others)]
    crowd(members)
    return members


def columns(cut_off: int = LAST_END) -> Columns:
    return assemble(ledger.entries(Window(0, cut_off)), ledger.facts(), cut_off)


def stands(member: Member) -> tuple[object, ...]:
    row = Standing.objects.get(reckoning__is_whole=True, member=member)
    return row.place, row.place_before, row.h, row.h_ever, row.repliers


def test_a_row_a_member_in_tenths(ada: Member, forty: list[Member]) -> None:
    assert take_due(seconds=600) == (1, 0)

    reckoning = Reckoning.objects.get()
    assert (reckoning.week_end, reckoning.people, reckoning.is_whole) == (LAST_END, 40, True)
    assert Standing.objects.count() == 40
    assert stands(ada) == (9, None, 1, 1, 39)
    assert {stands(other) for other in forty[1:]} == {(5, None, 0, 0, 0)}


def test_of_a_new_week_the_rows_take_the_place_of_all_others(ada: Member, forty: list[Member]) -> None:
    take_due(seconds=600)
    before = set(Standing.objects.values_list("pk", flat=True))

    with clock.moved_to(NOW + timedelta(weeks=1)):
        assert take_due(seconds=600) == (1, 0)

    assert Reckoning.objects.get().week_end == LAST_END + WEEK
    assert Standing.objects.count() == 40
    assert not before & set(Standing.objects.values_list("pk", flat=True))


def test_an_earlier_week_that_is_read_late_changes_nothing(forty: list[Member]) -> None:
    keep_standings(columns(LAST_END - WEEK))

    assert not Reckoning.objects.exists()


def test_after_twelve_weeks_of_silence_nothing_is_kept(forty: list[Member]) -> None:
    take_due(seconds=600)

    with clock.moved_to(NOW + timedelta(weeks=13)):
        keep_standings(columns(LAST_END + 13 * WEEK))

    assert not Standing.objects.exists()
    assert Reckoning.objects.get().people == 0


def test_of_a_few_only_their_number_is_kept(forty: list[Member]) -> None:
    Entry.objects.filter(actor__in=[each.pk for each in forty[29:]]).delete()

    keep_standings(columns())

    assert Reckoning.objects.get().people == 29
    assert not Standing.objects.exists()


def test_what_an_import_brings_late_is_reckoned_anew(ada: Member, dan: Member, forty: list[Member]) -> None:
    take_due(seconds=600)
    with clock.moved_to(NOW + HOUR):
        late = asked((ada, dan), NOW - timedelta(days=4), answered=True, imported=True)
        late[1].toward = ada.pk
        Entry.objects.bulk_create(late)
        note_late(late)

    with clock.moved_to(NOW + 3 * HOUR):
        take_due(seconds=600)

    assert stands(ada) == (9, None, 1, 1, 40)
    assert Standing.objects.filter(member=dan).count() == 1
    assert Reckoning.objects.count() == 1


def test_who_has_no_account_is_not_kept_until_they_have_come(forty: list[Member]) -> None:
    henning = make_imported_member("Henning")
    Entry.objects.filter(actor=forty[5].pk).update(actor=henning.pk)

    keep_standings(columns())
    assert not Standing.objects.filter(member=henning).exists()
    Member.objects.filter(pk=henning.pk).update(origin=Origin.LOCAL)  # as a claim does
    keep_standings(columns())

    assert stands(henning) == (5, None, 0, 0, 0)


def test_who_leaves_leaves_no_row_and_stays_in_the_count(ada: Member, forty: list[Member]) -> None:
    gus = make_member("Gus")
    Entry.objects.filter(actor=forty[5].pk).update(actor=gus.pk)
    keep_standings(columns())
    assert Standing.objects.filter(member=gus).exists()

    tombstone = people.leave(SYSTEM, gus, keep_posts=True)

    assert Standing.objects.count() == 39
    keep_standings(columns())
    assert Reckoning.objects.get().people == 40
    assert stands(ada) == (9, None, 1, 1, 39)
    assert not Standing.objects.filter(member__in=[gus.pk, tombstone.pk]).exists()


def test_who_leaves_while_it_is_reckoned_is_passed_by(forty: list[Member]) -> None:
    gus = make_member("Gus")
    Entry.objects.filter(actor=forty[5].pk).update(actor=gus.pk)
    known = columns()
    people.leave(SYSTEM, gus, keep_posts=True)

    keep_standings(known)

    assert Standing.objects.count() == 39


def test_a_worker_that_stops_half_way_leaves_what_was_there(
    ada: Member, forty: list[Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_standings(columns())
    monkeypatch.setattr(standings, "_AT_ONCE", 15)
    Entry.objects.filter(actor=forty[39].pk).delete()
    stopped = columns()
    monkeypatch.setattr(Standing.objects, "bulk_create", _stop_at_the_second())

    with pytest.raises(DatabaseError):
        keep_standings(stopped)
    assert stands(ada) == (9, None, 1, 1, 39)
    assert Reckoning.objects.filter(is_whole=False).count() == 1

    monkeypatch.undo()
    keep_standings(stopped)
    assert stands(ada) == (9, None, 1, 1, 38)
    assert (Reckoning.objects.count(), Standing.objects.count()) == (1, 39)


def _stop_at_the_second() -> object:
    """A database that goes away after the first rows."""
    written: list[Standing] = []
    create = Standing.objects.bulk_create

    def stopping(rows: Iterator[Standing]) -> list[Standing]:
        if written:
            raise DatabaseError
        written.extend(create(rows))
        return written

    return stopping


def test_no_transaction_holds_more_than_some_hundred_rows(
    forty: list[Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    create = Standing.objects.bulk_create

    def noting(rows: Iterator[Standing]) -> list[Standing]:
        made = create(rows)
        sizes.append(len(made))
        return made

    monkeypatch.setattr(standings, "_AT_ONCE", 15)
    monkeypatch.setattr(Standing.objects, "bulk_create", noting)

    keep_standings(columns())

    assert sizes == [15, 15, 10]


def test_looks_are_forgotten_after_a_year(ada: Member, cy: Member, forty: list[Member]) -> None:
    for days in (10, 364, 366):
        Look.objects.create(member=cy, by=ada, on=(NOW - timedelta(days=days)).date())

    keep_standings(columns())

    assert Look.objects.count() == 2
