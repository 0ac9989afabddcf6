"""What to do next is seen within the hour, and not on Monday; where nothing moves nobody asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from groundswell.kernel import clock
from groundswell.kernel.jobs.schedules import recurring
from groundswell.kernel.jobs.worker import run_until_idle
from groundswell.kernel.ledger.models import Entry
from groundswell.people import events as of_people
from groundswell.people.models import Member
from groundswell.power import jobs
from groundswell.power.engine.catalogue.answering import UNANSWERED_AFTER_A_WEEK
from groundswell.power.models import NextSteps
from groundswell.power.tests.made import result
from groundswell.power.tests.stories import LAST_END, NOW, asked, busy_weeks
from groundswell.power.worker.advising import look_ahead
from groundswell.power.worker.keeping import Found, keep
from groundswell.power.worker.weeks import Due
from groundswell.spaces.models import Space
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Topic
from tests.plugins.cast import ClientFor
from tests.reading import words_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@contextmanager
def later(**units: float) -> Iterator[None]:
    with clock.moved_to(NOW + timedelta(**units)):
        yield


def rules_that_spoke() -> list[str]:
    return [each["rule"] for each in NextSteps.objects.get().advice]


@pytest.fixture
def newcomer(ada: Member, dan: Member, commons: Space) -> Topic:
    """On a Tuesday, Dan writes for the first time."""
    with clock.moved_to(NOW - 30 * HOUR):
        make_topic(ada, "Welcome", space=commons)
    with clock.moved_to(NOW):
        return make_topic(dan, "A lamp", space=commons)


@pytest.mark.usefixtures("newcomer")
def test_who_waits_since_tuesday_is_shown_on_tuesday(ada: Member, client_for: ClientFor) -> None:
    with later(hours=5.9):
        assert look_ahead()
        assert rules_that_spoke() == []

    with later(hours=6.9):
        assert look_ahead()  # nothing has happened, but six hours are over
        assert rules_that_spoke() == ["answer_newcomer"]

    with later(hours=9):
        words = words_of(client_for(ada).get("/power/"))
    assert "Answer Dan. Their first post has waited 9 hours." in words
    assert "The first reading is on its way." in words


def test_who_is_answered_waits_no_more(ada: Member, newcomer: Topic) -> None:
    with later(hours=7):
        look_ahead()
        assert rules_that_spoke() == ["answer_newcomer"]
        make_reply(ada, newcomer)

    with later(hours=8):
        assert look_ahead()
        assert rules_that_spoke() == []


@pytest.mark.usefixtures("newcomer")
def test_in_quiet_hours_nothing_big_is_asked(
    dan: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with later(hours=7):
        look_ahead()

    for hours in (8, 9, 15, 30):
        with later(hours=hours):
            Entry.objects.bulk_create([of_people.VISITED.entry(dan.pk, dan, at=clock.now())])
            # When the last look was; what happened since, and six hours, and three days earlier.
            with django_assert_num_queries(4):
                assert not look_ahead()
    assert NextSteps.objects.get().at == clock.micros(NOW + 7 * HOUR)


@pytest.mark.usefixtures("newcomer")
def test_once_a_day_it_looks_all_the_same() -> None:
    """A newcomer of last week is given up, with nothing to tell that."""
    with later(hours=7):
        look_ahead()
    with later(days=6, hours=23):
        assert look_ahead()
        assert rules_that_spoke() == ["answer_newcomer"]

    with later(days=7, hours=23):
        assert look_ahead()
        assert rules_that_spoke() == []


def test_where_nobody_waits_there_is_nothing_to_do(ada: Member, cy: Member) -> None:
    with later():
        Entry.objects.bulk_create(asked((ada, cy), NOW - timedelta(days=10), answered=True))
        assert look_ahead()

    assert rules_that_spoke() == []


def test_before_anything_has_happened_there_is_nothing_to_do() -> None:
    assert look_ahead()
    assert rules_that_spoke() == []
    assert not look_ahead()


def test_its_evidence_is_what_the_last_week_said(ada: Member, cy: Member) -> None:
    busy_weeks((ada, cy), 8)
    said = result(LAST_END, UNANSWERED_AFTER_A_WEEK.id, value=0.37)
    keep(Due(LAST_END, ""), [Found(said)], read_at=LAST_END)

    with later():
        look_ahead()

    [advice] = NextSteps.objects.get().advice
    assert advice["rule"] == "answer_topics"
    assert advice["evidence"]["numbers"] == {"unanswered": 0.37}


@pytest.mark.usefixtures("newcomer")
def test_the_worker_looks_by_itself() -> None:
    assert f"{jobs.__name__}.look_ahead" in recurring.names()
    with later(hours=7):
        jobs.look_ahead.enqueue()
        run_until_idle()

    assert rules_that_spoke() == ["answer_newcomer"]
