"""Streams tell each listener, once, what is committed while they listen or has been since they last did."""

import pytest
from django.db import connection, transaction

from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM, Actor, ActorKind
from groundswell.kernel.jobs.models import Schedule
from groundswell.kernel.ledger import Event
from groundswell.kernel.live import tail, writing
from groundswell.kernel.tests.listening import TOPIC, Radio, happen, heard, hears, subjects
from groundswell.kernel.tests.parallel import Elsewhere, together
from groundswell.kernel.tests.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_committed_is_told_once_and_in_order(happened: Event, radio: Radio) -> None:
    ear = radio.listen(f"topic={TOPIC}")

    happen(happened, 1, 2)
    happen(happened, 3)

    assert heard(ear, 3) == [1, 2, 3]
    assert (ear.status, ear.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    assert (ear.headers["cache-control"], ear.headers["x-accel-buffering"]) == ("no-store", "no")


def test_what_is_taken_back_is_never_told(happened: Event, radio: Radio) -> None:
    ear = radio.listen(f"topic={TOPIC}")

    with transaction.atomic():
        happened.record(SYSTEM, Schedule(pk=1), topic=TOPIC)
        transaction.set_rollback(True)
    happen(happened, 2)

    assert heard(ear, 2) == [2]


def test_each_hears_what_they_asked_for(happened: Event, radio: Radio) -> None:
    here, there, lists, both = (
        radio.listen(query) for query in (f"topic={TOPIC}", "topic=8", "", f"lists&topic={TOPIC}")
    )

    happen(happened, 1, 2)
    happen(happened, 3, 4, topic=8)

    assert heard(here, 2) == [1, 2]
    assert heard(there, 4) == [3, 4]
    assert heard(lists, 4) == [2, 4]
    assert heard(both, 4) == [1, 2, 4]


def test_imported_entries_are_never_told(happened: Event, radio: Radio) -> None:
    ear = radio.listen(f"topic={TOPIC}")

    happen(happened, 1, imported=True)
    happen(happened, 2)

    assert heard(ear, 2) == [2]


@pytest.mark.postgres
def test_of_two_transactions_that_overlap_none_is_lost_or_doubled(
    happened: Event, radio: Radio, elsewhere: Elsewhere
) -> None:
    ear = radio.listen(f"topic={TOPIC}")
    elsewhere.begin()
    elsewhere.do(lambda: happened.record(SYSTEM, Schedule(pk=1), topic=TOPIC))
    happen(happened, 2)
    again = radio.listen(f"topic={TOPIC}")
    elsewhere.do(lambda: happened.record(SYSTEM, Schedule(pk=3), topic=TOPIC))

    elsewhere.commit()
    happen(happened, 4)

    assert heard(ear, 4) == [1, 3, 2, 4]
    assert heard(again, 4) == [1, 3, 2, 4]


@pytest.mark.postgres
def test_a_line_that_breaks_is_taken_up_again(happened: Event, radio: Radio) -> None:
    ear = radio.listen(f"topic={TOPIC}")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    happen(happened, 1)

    assert heard(ear, 1) == [1]
    assert heard(radio.listen(f"topic={TOPIC}&after={ear.all[0][2]}"), 1) == [1]


def test_writers_at_the_same_time_are_all_told_of_and_once(happened: Event, radio: Radio) -> None:
    ears = [radio.listen("lists") for _each in range(3)]

    def write(number: int) -> None:
        for each in range(10):
            happen(happened, 100 * number + 2 * each)

    together(4, write)

    wanted = sorted(100 * number + 2 * each for number in range(4) for each in range(10))
    for ear in ears:
        hears(ear, lambda events: len(events) >= len(wanted))
        assert sorted(subjects(ear)) == wanted


def test_whoever_comes_back_is_told_what_they_missed(happened: Event, radio: Radio) -> None:
    ear = radio.listen(f"topic={TOPIC}")
    happen(happened, 1, 2)
    heard(ear, 2)
    radio.leave(ear)
    first_of_two = ear.all[-2][2]
    happen(happened, 3)

    whole = radio.listen(f"topic={TOPIC}", last_event_id=ear.place)
    half = radio.listen(f"topic={TOPIC}&after={first_of_two}")
    happen(happened, 4)

    assert heard(whole, 4) == [3, 4]
    assert heard(half, 4) == [2, 3, 4]


def test_another_process_knows_what_was_missed(happened: Event, radio: Radio) -> None:
    ear = radio.listen(f"topic={TOPIC}")
    happen(happened, 1)
    heard(ear, 1)
    happen(happened, 2, 3)
    heard(ear, 3)

    with Radio() as another:
        again = another.listen(f"topic={TOPIC}", last_event_id=ear.all[1][2])
        happen(happened, 4)

        assert heard(again, 4) == [2, 3, 4]


def test_a_page_is_told_what_happened_since_it_was_made(happened: Event, radio: Radio) -> None:
    ear = radio.listen(f"topic={TOPIC}")
    happen(happened, 1)
    heard(ear, 1)
    now = int(clock.now().timestamp())

    told = radio.listen(f"topic={TOPIC}&since={now}")
    old = radio.listen(f"topic={TOPIC}&since={now + 3600}")
    happen(happened, 2)

    assert heard(told, 2) == [1, 2]
    assert heard(old, 2) == [2]


def test_whoever_was_away_too_long_loads_the_page_anew(
    happened: Event, radio: Radio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tail, "LONGEST", 3)
    ear = radio.listen(f"topic={TOPIC}")
    happen(happened, *range(1, 10))
    heard(ear, 9)

    again = radio.listen(f"topic={TOPIC}", last_event_id=ear.all[1][2])
    with Radio() as another:
        there = another.listen(f"topic={TOPIC}", last_event_id=ear.all[1][2])
        nowhere = another.listen(f"topic={TOPIC}", last_event_id="9000000:9000000")
        happen(happened, 10)

        assert hears(again, lambda events: len(events) > 1)[0][0] == "reload"
        assert hears(there, lambda events: len(events) > 1)[0][0] == "reload"
        assert hears(nowhere, lambda events: len(events) > 1)[0][0] == "reload"


def test_in_silence_a_heartbeat_says_how_far_the_ledger_has_been_read(
    happened: Event, radio: Radio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "BEAT", 0.2)
    ear, other = radio.listen("topic=8"), radio.listen(f"topic={TOPIC}")
    happen(happened, 1)
    heard(other, 1)

    wait_until(lambda: ear.all[-1][0] == "beat" and ear.place == other.all[1][2])

    assert ear.events == []


def test_what_one_did_oneself_is_marked(happened: Event, radio: Radio) -> None:
    own, others = radio.listen("lists", cookie="member=5"), radio.listen("lists", cookie="member=6")

    with transaction.atomic():
        happened.record(Actor(ActorKind.PERSON, 5), Schedule(pk=2), topic=TOPIC)

    assert hears(own, bool)[0][1]["own"] is True
    assert "own" not in hears(others, bool)[0][1]
