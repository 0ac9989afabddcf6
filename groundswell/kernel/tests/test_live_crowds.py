"""A crowd is told by turns, each of it as if it were alone; whoever reads slowly keeps nobody waiting."""

import pytest
from django.db import transaction

from groundswell.kernel import epoch
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.jobs.models import Schedule
from groundswell.kernel.ledger import Event
from groundswell.kernel.live import hub, turns
from groundswell.kernel.live.stream import MOST_WAITING
from groundswell.kernel.tests.listening import TOPIC, Gatekeeper, Radio, happen, heard
from groundswell.kernel.tests.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def _crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five are a crowd, and two of them have a turn at a time."""
    monkeypatch.setattr(turns, "FEW", 0)
    monkeypatch.setattr(turns, "AT_A_TIME", 2)


@pytest.mark.usefixtures("_crowded")
def test_each_of_a_crowd_hears_everything_once_and_in_order(happened: Event, radio: Radio) -> None:
    ears = [radio.listen(f"topic={TOPIC}") for _each in range(5)]

    for subject in range(1, 8):
        happen(happened, subject)
    happen(happened, 8, 9)

    assert [heard(ear, 9) for ear in ears] == [list(range(1, 10))] * 5


@pytest.mark.usefixtures("_crowded")
def test_more_than_may_wait_comes_to_all_who_read(happened: Event, radio: Radio) -> None:
    ears = [radio.listen(f"topic={TOPIC}") for _each in range(5)]
    many = range(1, MOST_WAITING + 20)

    happen(happened, *many)

    assert [heard(ear, many[-1]) for ear in ears] == [list(many)] * 5


@pytest.mark.parametrize("few", [0, 100])
def test_what_came_together_is_said_in_one_go(
    few: int, happened: Event, radio: Radio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "FEW", few)
    ears = [radio.listen(f"topic={TOPIC}") for _each in range(3)]

    happen(happened, *range(1, 30))

    assert [heard(ear, 29) for ear in ears] == [list(range(1, 30))] * 3
    assert [ear.parts for ear in ears] == [2, 2, 2]  # the greeting, and this


@pytest.mark.usefixtures("_crowded")
def test_one_of_a_crowd_who_is_banned_meanwhile_hears_nothing_more(
    happened: Event, radio: Radio, gate: Gatekeeper
) -> None:
    ears = [radio.listen(f"topic={TOPIC}", cookie=f"member={number}") for number in (1, 2, 3)]
    gate.banned.add(2)

    with transaction.atomic():
        epoch.bump()
        happened.record(SYSTEM, Schedule(pk=1), topic=TOPIC)

    wait_until(lambda: ears[1].has_ended)
    assert [heard(ear, 1) for ear in (ears[0], ears[2])] == [[1], [1]]
    assert ears[1].events == []


def test_whoever_stops_and_reads_on_in_time_has_missed_nothing(happened: Event, radio: Radio) -> None:
    slow, ear = radio.listen(f"topic={TOPIC}"), radio.listen(f"topic={TOPIC}")
    slow.is_reading = False

    for subject in (1, 2, 3):
        happen(happened, subject)
        heard(ear, subject)
    assert slow.events == []
    radio.read_on(slow)
    assert heard(slow, 3) == [1, 2, 3]
    happen(happened, 4)

    assert heard(slow, 4) == [1, 2, 3, 4]


@pytest.mark.slow
def test_one_look_is_enough_for_all_visitors_and_in_one_epoch_they_need_none(
    radio: Radio, gate: Gatekeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "_LOOK_AGAIN", 3600)
    ears = [radio.listen(cookie=f"member={number}") for number in (0, 0, 0, 4, 5)]
    gate.looks.clear()
    with transaction.atomic():
        epoch.bump()
    wait_until(lambda: gate.looks)
    monkeypatch.setattr(hub, "_LOOK_AGAIN", 0.1)
    wait_until(lambda: len(gate.looks) > 1)

    assert gate.looks[:2] == [3, 2]
    gate.banned.add(None)
    with transaction.atomic():
        epoch.bump()
    wait_until(lambda: all(ear.has_ended for ear in ears[:3]))
    assert not ears[3].has_ended
