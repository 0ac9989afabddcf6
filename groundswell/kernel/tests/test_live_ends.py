"""How streams end: with a right or a session, when nobody reads them, when there are too many of them."""

import pytest
from django.db import transaction

from groundswell.kernel import epoch
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.jobs.models import Schedule
from groundswell.kernel.ledger import Event
from groundswell.kernel.live import hub, room, writing
from groundswell.kernel.live.stream import MOST_WAITING
from groundswell.kernel.tests.listening import TOPIC, Gatekeeper, Radio, happen, heard, subjects
from groundswell.kernel.tests.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def test_when_the_epoch_moves_all_are_looked_at_at_once_and_the_banned_go(
    happened: Event, radio: Radio, gate: Gatekeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "_LOOK_AGAIN", 3600)
    ears = [radio.listen(f"topic={TOPIC}", cookie=f"member={number}") for number in (1, 2, 3)]
    gate.looks.clear()
    gate.banned.add(2)

    with transaction.atomic():
        epoch.bump()
        happened.record(SYSTEM, Schedule(pk=1), topic=TOPIC)
    wait_until(lambda: ears[1].has_ended)

    assert [heard(ears[0], 1), subjects(ears[1]), heard(ears[2], 1)] == [[1], [], [1]]
    assert gate.looks[0] == 3
    assert radio.listen(cookie="member=2").status == 204


@pytest.mark.slow
def test_an_end_of_which_the_ledger_knows_nothing_is_noticed(
    radio: Radio, gate: Gatekeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "_LOOK_AGAIN", 0.1)
    ear, other = radio.listen(cookie="member=1"), radio.listen(cookie="member=2")

    gate.banned.add(1)

    wait_until(lambda: ear.has_ended)
    assert not other.has_ended


def test_whoever_does_not_read_is_dropped(happened: Event, radio: Radio) -> None:
    deaf, ear = radio.begin(f"topic={TOPIC}", is_reading=False), radio.listen(f"topic={TOPIC}")
    wait_until(lambda: deaf.status == 200)

    happen(happened, *range(1, MOST_WAITING + 3))

    wait_until(lambda: deaf.is_cut and deaf.has_ended)
    assert heard(ear, MOST_WAITING + 2) == list(range(1, MOST_WAITING + 3))


def test_a_client_that_reads_nothing_in_a_quiet_place_is_dropped_too(
    radio: Radio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PATIENCE", 0.1)

    deaf = radio.begin(is_reading=False)

    wait_until(lambda: deaf.is_cut and deaf.has_ended)


def test_when_the_process_ends_every_stream_does_and_none_begins(radio: Radio) -> None:
    ears = [radio.listen() for _each in range(5)]

    radio.end_all()

    wait_until(lambda: all(ear.has_ended for ear in ears))
    assert radio.listen().status == 503


def test_who_listens_in_too_many_places_is_calmly_refused(
    radio: Radio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST_OF_A_MEMBER", 2)
    ears = [radio.listen(cookie="member=1") for _each in range(2)]

    refused = radio.listen(cookie="member=1")
    other = radio.listen(cookie="member=2")
    radio.leave(ears[0])

    assert (refused.status, other.status) == (429, 200)
    assert 30 <= int(refused.headers["retry-after"]) < 90
    assert radio.listen(cookie="member=1").status == 200


def test_a_process_that_is_full_says_so(radio: Radio) -> None:
    radio.live.room.most = 1
    ear = radio.listen()

    assert radio.listen().status == 503
    radio.leave(ear)
    assert radio.listen().status == 200


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("topic=one", {}),
        ("&".join(f"topic={number}" for number in range(1, 40)), {}),
        ("topic=99999999999999999999", {}),
        ("", {"host": "elsewhere.example"}),
        ("", {"cookie": "member=none"}),
    ],
)
def test_nonsense_is_refused(radio: Radio, query: str, headers: dict[str, str]) -> None:
    assert radio.listen(query, **headers).status == 400
