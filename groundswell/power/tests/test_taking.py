"""The weeks are read one by one, once, and again only where something came in late."""

import sys
from datetime import timedelta

import pytest

from groundswell.kernel import clock
from groundswell.kernel.ledger import follow
from groundswell.kernel.ledger.models import Entry, Follower
from groundswell.kernel.tests.processes import wait_until
from groundswell.people.models import Member
from groundswell.power import jobs
from groundswell.power.eight import kept_measures
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.readings.eight import EIGHT
from groundswell.power.engine.spans import WEEK
from groundswell.power.models import Reckoning, Taking, Touched, WeeklyReading
from groundswell.power.sources import ledger
from groundswell.power.tests.stories import LAST_END, NOW, asked, busy_weeks
from groundswell.power.worker.taking import take_due, told_soon
from tests.plugins.cast import ClientFor
from tests.reading import words_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LONG = 600.0


@pytest.fixture
def eight_weeks(ada: Member, cy: Member) -> None:
    """Three topics a week, of which two are answered within the hour."""
    busy_weeks((ada, cy), 8)


def take(at: timedelta = timedelta(), seconds: float = LONG) -> tuple[int, int]:
    with clock.moved_to(NOW + at):
        return take_due(seconds=seconds)


def follow_ledger(at: timedelta = timedelta(hours=2)) -> int:
    """What the worker does, until the follower has been shown all there is; how much that was.

    PostgreSQL waits for its other databases too.
    """
    last = Entry.objects.order_by("position").last()
    shown = 0

    def has_seen_all() -> bool:
        nonlocal shown
        shown += follow("power", jobs.learn_what_came_late, imported=True)
        return last is None or Follower.objects.filter(name="power", position__gte=last.position).exists()

    with clock.moved_to(NOW + at):
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
    kept = WeeklyReading.objects.values_list("week_end", "measure")
    assert sorted(kept) == sorted((week, measure) for week in weeks for measure in kept_measures())
    assert kept_measures() == {kind.id for kind in EIGHT} | {each.id for each in measures}
    assert said("answered_in_a_day.v1") == [(24, round(2 / 3, 9))]
    assert said("answered_in_a_day.v1", LAST_END - 2 * WEEK) == [(18, None)]  # too few


@pytest.mark.usefixtures("eight_weeks")
def test_what_was_read_is_not_read_again() -> None:
    take()
    before = list(WeeklyReading.objects.order_by("pk").values())

    assert take(timedelta(hours=1)) == (0, 0)
    assert list(WeeklyReading.objects.order_by("pk").values()) == before


@pytest.fixture
def stopped(eight_weeks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that has read the last week is killed while it reads all that ever happened."""
    take()
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "entries", lambda _window: sys.exit("killed"))
        with pytest.raises(SystemExit):
            take(timedelta(weeks=1))


@pytest.mark.usefixtures("stopped")
def test_what_people_look_at_is_there_before_everything_is_read(ada: Member, client_for: ClientFor) -> None:
    kept = WeeklyReading.objects.filter(week_end=LAST_END + WEEK).values_list("measure", flat=True)

    assert set(kept) == frozenset().union(*told_soon()) < kept_measures()
    assert {kind.id for kind in EIGHT} < set(kept)
    with clock.moved_to(NOW + timedelta(weeks=1)):
        words = words_of(client_for(ada).get("/power/"))
    assert "The readings of the last week are still being taken." in words


@pytest.mark.usefixtures("stopped")
def test_what_a_stopped_worker_left_behind_is_read_by_the_next(ada: Member, client_for: ClientFor) -> None:
    later = timedelta(weeks=1, hours=1)
    assert take(later) == (1, 0)

    kept = WeeklyReading.objects.filter(week_end=LAST_END + WEEK).values_list("measure", flat=True)
    assert sorted(kept) == sorted(kept_measures())
    assert Reckoning.objects.get(is_whole=True).week_end == LAST_END + WEEK
    assert take(later) == (0, 0)
    with clock.moved_to(NOW + later):
        words = words_of(client_for(ada).get("/power/"))
    assert "still being taken" not in words


@pytest.mark.usefixtures("stopped")
def test_an_import_while_a_week_is_half_read_has_all_of_it_read(ada: Member, dan: Member) -> None:
    with clock.moved_to(NOW + timedelta(weeks=1, minutes=1)):
        late = NOW - timedelta(days=3)
        Entry.objects.bulk_create(asked((dan, ada), late, answered=False, imported=True))
    follow_ledger(timedelta(weeks=1, hours=2))

    take(timedelta(weeks=1, hours=3))

    assert said("answered_in_a_day.v1", LAST_END + WEEK) == [(24, round(2 / 3, 9)), (25, 0.64)]
    kept = WeeklyReading.objects.filter(week_end=LAST_END + WEEK).values_list("measure", flat=True)
    assert set(kept) == kept_measures()


@pytest.mark.usefixtures("eight_weeks")
def test_in_two_parts_or_in_one_a_week_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    take()
    in_two = rows()
    Taking.objects.all().delete()
    monkeypatch.setattr("groundswell.power.worker.taking.told_soon", tuple)
    take()

    assert Taking.objects.filter(week_end=LAST_END).count() == 1
    assert rows() == in_two


def rows() -> list[tuple[object, ...]]:
    """All that was kept, but for when."""
    names = [each.name for each in WeeklyReading._meta.fields if each.name not in {"id", "taking"}]
    return list(WeeklyReading.objects.order_by("week_end", "measure").values_list(*names))


@pytest.mark.usefixtures("eight_weeks")
def test_missed_weeks_are_caught_up_with() -> None:
    take()

    assert take(timedelta(weeks=3)) == (3, 0)
    assert WeeklyReading.objects.filter(week_end__gt=LAST_END).count() == 3 * len(kept_measures())


@pytest.mark.usefixtures("eight_weeks")
def test_a_long_past_is_read_in_steps_latest_first() -> None:
    assert take(seconds=0) == (1, 7)
    assert {taking.week_end for taking in Taking.objects.all()} == {LAST_END}
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
    again = Taking.objects.filter(reason="touched").values_list("week_end", flat=True)
    assert sorted(again) == [LAST_END - WEEK, LAST_END]
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
    assert Taking.objects.filter(reason="defined").count() == 8


@pytest.mark.usefixtures("eight_weeks")
def test_the_job_goes_on_by_itself_until_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    from groundswell.kernel.jobs.worker import run_until_idle  # noqa: PLC0415 - only here

    monkeypatch.setattr(jobs, "_SECONDS_A_RUN", 0.0)
    with clock.moved_to(NOW):
        jobs.take_readings.enqueue()
        run_until_idle()

    assert Taking.objects.values("week_end").distinct().count() == 8
