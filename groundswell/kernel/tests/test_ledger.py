"""The ledger keeps what is written to it, in the transaction of the change."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM, Actor, ActorKind
from groundswell.kernel.errors import Invalid
from groundswell.kernel.ids import time_of
from groundswell.kernel.jobs.models import Schedule
from groundswell.kernel.ledger import Event, all_events
from groundswell.kernel.ledger.models import Entry

SUBJECT = Schedule(pk=7)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_an_entry_says_what_happened(happened: Event) -> None:
    actor = Actor(ActorKind.PERSON, 11)

    with clock.moved_to(NOON):
        entry = happened.record(actor, SUBJECT, space=1, topic=2, toward=3, data={"n": 4})

    kept = Entry.objects.get(pk=entry.pk)
    assert (kept.event, kept.version, kept.actor, kept.subject_type, kept.subject) == (
        32_000,
        1,
        11,
        "kernel.schedule",
        7,
    )
    assert (kept.space, kept.topic, kept.toward, kept.data) == (1, 2, 3, {"n": 4})
    assert kept.at == kept.recorded_at == clock.micros(NOON)
    assert not kept.imported


@pytest.mark.django_db
def test_an_imported_entry_keeps_its_own_time(happened: Event) -> None:
    then = datetime(2009, 5, 6, 7, 8, 9, 123_000, tzinfo=UTC)

    with clock.moved_to(NOON):
        entry = happened.record(SYSTEM, SUBJECT, at=then, imported=True)

    assert clock.from_micros(entry.at) == time_of(entry.id) == then
    assert clock.from_micros(entry.recorded_at) == NOON


@pytest.mark.django_db
def test_nothing_is_recorded_of_a_time_to_come(happened: Event) -> None:
    with pytest.raises(Invalid):
        happened.record(SYSTEM, SUBJECT, at=datetime(2138, 1, 1, tzinfo=UTC))


@pytest.mark.django_db
def test_a_rollback_takes_the_entry_along(happened: Event) -> None:
    @transaction.atomic
    def change() -> None:
        happened.record(SYSTEM, SUBJECT)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()

    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_without_a_transaction_is_refused(happened: Event) -> None:
    with pytest.raises(TransactionManagementError):
        happened.record(SYSTEM, SUBJECT)


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"data": {"n": 2}}, {"at": 5}, {"event": 1}, {"subject": 9, "space": 8}])
def test_the_database_refuses_to_change_an_entry(happened: Event, change: dict[str, object]) -> None:
    entry = happened.record(SYSTEM, SUBJECT, data={"n": 1})

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**change)

    assert Entry.objects.get(pk=entry.pk).data == {"n": 1}


@pytest.mark.django_db
def test_the_database_refuses_to_save_an_entry_twice(happened: Event) -> None:
    entry = happened.record(SYSTEM, SUBJECT)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        entry.save()


@pytest.mark.django_db
def test_erasure_replaces_whom_an_entry_is_about(happened: Event) -> None:
    entry = happened.record(Actor(ActorKind.PERSON, 11), SUBJECT, toward=12)

    Entry.objects.filter(pk=entry.pk).update(actor=21, toward=22, subject=23)

    kept = Entry.objects.get(pk=entry.pk)
    assert (kept.actor, kept.toward, kept.subject) == (21, 22, 23)


@pytest.mark.django_db
def test_many_entries_are_written_at_once(happened: Event) -> None:
    Entry.objects.bulk_create([happened.entry(n, SUBJECT, imported=True) for n in range(5)])

    assert list(Entry.objects.order_by("position").values_list("actor", flat=True)) == [0, 1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_a_position_is_never_given_twice(happened: Event) -> None:
    with transaction.atomic():
        first = happened.record(SYSTEM, SUBJECT)
        last = happened.record(SYSTEM, SUBJECT)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_entry WHERE position = %s", [last.position])

    with transaction.atomic():
        after = happened.record(SYSTEM, SUBJECT)

    assert first.position < last.position < after.position


@pytest.mark.usefixtures("_own_vocabulary")
def test_a_code_and_a_name_are_given_once(happened: Event) -> None:
    with pytest.raises(ValueError, match="taken"):
        Event(happened.code, "kernel.other", "Another.")
    with pytest.raises(ValueError, match="taken"):
        Event(32_001, happened.name, "Another.")


@pytest.mark.usefixtures("_own_vocabulary")
@pytest.mark.parametrize(
    ("code", "name", "sentence"),
    [(0, "a.b", "A."), (40_000, "a.b", "A."), (32_002, "Topic opened", "A."), (32_002, "a.b", "a sentence")],
)
def test_an_event_has_a_small_code_a_feature_and_a_sentence(code: int, name: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="is not an event"):
        Event(code, name, sentence)


def test_the_vocabulary_is_read_in_the_order_of_its_codes(happened: Event) -> None:
    codes = [event.code for event in all_events()]

    assert codes == sorted(codes)
    assert codes[-1] == happened.code
