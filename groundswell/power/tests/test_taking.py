"""The weeks are read one by one, once, and again only where something came in late."""

from datetime import timedelta

import pytest

from groundswell.kernel import clock
from groundswell.kernel.ledger import follow
from groundswell.kernel.ledger.models import Entry, Follower
from groundswell.kernel.tests.processes import wait_until
from groundswell.people.models import Member
from groundswell.power import jobs
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.readings.eight import EIGHT
from groundswell.power.engine.spans import WEEK
from groundswell.power.models import Taking, Touched, WeeklyReading
from groundswell.power.taking import take_due
from groundswell.power.tests.stories import LAST_END, NOW, asked, busy_weeks

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 600.0


@pytest.fixture
def eight_weeks(ada: Member, cy: Member) -> None:
    """Three topics a week, of which two are answered within the hour."""
    busy_weeks((ada, cy), 8)


def take(at: timedelta = timedelta(), seconds: float = LONG) -> tuple[int, int]:
    with clock.moved_to(NOW + at):
        return take_due(seconds=seconds)


def follow_ledger() -> int:
    """What the worker does, until the follower has been shown all there is; how much that was.

    PostgreSQL waits for its other databases too.
    """
    last = Entry.objects.order_by("position").last()
    shown = 0

    def has_seen_all() -> bool:
        nonlocal shown
        shown += follow("power", jobs.learn_what_came_late, imported=True)
        return last is None or Follower.objects.filter(name="power", position__gte=last.position).exists()

    with clock.moved_to(NOW + timedelta(hours=2)):
        wait_until(has_seen_all)
    return shown


def said(measure: str, week_end: int = LAST_END) -> list[tuple[int, float | None]]:
    """How often it was read, and what it said each time."""
    rows = WeeklyReading.objects.filter(measure=measure, week_end=week_end).order_by("pk")
    return [(row.n, None if row.value is None else round(row.value, 9)) for row in rows]


@pytest.mark.usefixtures("eight_weeks")
def test_every_measure_of_every_week_is_kept() -> None:
    assert take() == (8, 0)

    weeks = {LAST_END - week * WEEK for week in range(8)}
    eight = {kind.known.id if kind.known else kind.measure for kind in EIGHT}
    kept = WeeklyReading.objects.values_list("week_end", "measure")
    assert set(kept) == {
        (week, measure) for week in weeks for measure in eight | {each.id for each in measures}
    }
    assert said("answered_in_a_day.v1") == [(24, round(2 / 3, 9))]
    assert said("answered_in_a_day.v1", LAST_END - 2 * WEEK) == [(18, None)]  # too few


@pytest.mark.usefixtures("eight_weeks")
def test_what_was_read_is_not_read_again() -> None:
    take()
    before = list(WeeklyReading.objects.order_by("pk").values())

    assert take(timedelta(hours=1)) == (0, 0)
    assert list(WeeklyReading.objects.order_by("pk").values()) == before


@pytest.mark.usefixtures("eight_weeks")
def test_missed_weeks_are_caught_up_with() -> None:
    take()

    assert take(timedelta(weeks=3)) == (3, 0)
    assert Taking.objects.filter(week_end__gt=LAST_END).count() == 3


@pytest.mark.usefixtures("eight_weeks")
def test_a_long_past_is_read_in_steps_latest_first() -> None:
    assert take(seconds=0) == (1, 7)
    assert [taking.week_end for taking in Taking.objects.all()] == [LAST_END]
    assert take(seconds=0) == (1, 6)
    assert take() == (6, 0)


def test_at_most_a_year_is_read_of_a_longer_past(ada: Member, cy: Member) -> None:
    busy_weeks((ada, cy), 60, topics=1)

    assert take() == (52, 0)


def test_before_the_first_whole_week_there_is_nothing_to_read(ada: Member, cy: Member) -> None:
    with clock.moved_to(NOW):
        Entry.objects.bulk_create(asked((ada, cy), NOW - timedelta(hours=5), answered=True))

    assert take() == (0, 0)


def test_without_a_single_entry_there_is_nothing_to_read() -> None:
    assert take() == (0, 0)
    assert follow_ledger() == 0


@pytest.mark.usefixtures("eight_weeks")
def test_an_import_makes_the_weeks_it_touched_be_read_again(ada: Member, dan: Member) -> None:
    take()
    follow_ledger()
    with clock.moved_to(NOW + timedelta(hours=1)):
        late = NOW - timedelta(days=10)  # in the week before the last
        Entry.objects.bulk_create(asked((dan, ada), late, answered=False, imported=True))

    follow_ledger()
    assert take(timedelta(hours=3)) == (2, 0)

    assert said("answered_in_a_day.v1") == [(24, round(2 / 3, 9)), (25, 0.64)]
    again = Taking.objects.filter(revision=2)
    assert {(each.week_end, each.reason) for each in again} == {
        (LAST_END, "touched"),
        (LAST_END - WEEK, "touched"),
    }
    assert not Touched.objects.exists()
    assert take(timedelta(hours=4)) == (0, 0)


@pytest.mark.usefixtures("eight_weeks")
def test_a_measure_that_the_import_did_not_change_is_not_said_twice(ada: Member, dan: Member) -> None:
    take()
    follow_ledger()
    with clock.moved_to(NOW + timedelta(hours=1)):
        Entry.objects.bulk_create(asked((dan, ada), NOW - timedelta(days=3), answered=False, imported=True))
    follow_ledger()
    take(timedelta(hours=3))

    assert len(said("belonging")) == 1
    assert len(said("answered_in_a_day.v1")) == 2


@pytest.mark.usefixtures("eight_weeks")
def test_what_happens_now_touches_no_week_that_was_read(ada: Member, cy: Member) -> None:
    take()
    follow_ledger()
    with clock.moved_to(NOW + timedelta(hours=1)):
        Entry.objects.bulk_create(asked((ada, cy), NOW, answered=True))

    follow_ledger()
    assert not Touched.objects.exists()


@pytest.mark.usefixtures("eight_weeks")
def test_a_follower_that_comes_after_the_reading_finds_nothing_late() -> None:
    """A demo, a restored backup: the readings knew all that the follower sees for the first time."""
    take()

    assert follow_ledger() > 0
    assert not Touched.objects.exists()


@pytest.mark.usefixtures("eight_weeks")
def test_a_new_measure_is_read_for_the_weeks_that_lack_it_and_leaves_the_others_alone() -> None:
    take()
    WeeklyReading.objects.filter(measure="time_to_answer.v1").delete()
    before = WeeklyReading.objects.count()

    assert take(timedelta(hours=1)) == (8, 0)

    assert WeeklyReading.objects.count() == before + 8
    assert set(Taking.objects.filter(revision=2).values_list("reason", flat=True)) == {"defined"}


@pytest.mark.usefixtures("eight_weeks")
def test_the_job_goes_on_by_itself_until_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    from groundswell.kernel.jobs.worker import run_until_idle  # noqa: PLC0415 - only here

    monkeypatch.setattr(jobs, "_SECONDS_A_RUN", 0.0)
    with clock.moved_to(NOW):
        jobs.take_readings.enqueue()
        run_until_idle()

    assert Taking.objects.count() == 8
