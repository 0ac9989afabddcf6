"""What comes round is enqueued by one worker, once, and a missed time is made up for once."""

from datetime import UTC, datetime, timedelta

import pytest

from groundswell.kernel import clock
from groundswell.kernel.jobs import schedule, schedules
from groundswell.kernel.jobs.models import Job, Schedule
from groundswell.kernel.jobs.schedules import enqueue_due
from groundswell.kernel.tests import work
from groundswell.kernel.tests.parallel import together

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_half_past(_no_schedules: None) -> None:
    schedule("30 * * * *")(work.leave)


def at(moment: datetime) -> int:
    """How many were enqueued at this moment."""
    with clock.moved_to(moment):
        return enqueue_due()


def test_a_task_is_enqueued_when_its_time_comes() -> None:
    assert at(NOON) == 0
    assert at(NOON + timedelta(minutes=29)) == 0

    assert at(NOON + timedelta(minutes=30)) == 1
    assert at(NOON + timedelta(minutes=31)) == 0

    assert Job.objects.get().task == "groundswell.kernel.tests.work.leave"
    assert Schedule.objects.get().next_at == NOON + timedelta(minutes=90)


def test_times_missed_are_made_up_for_once() -> None:
    at(NOON)

    assert at(NOON + timedelta(days=3)) == 1
    assert at(NOON + timedelta(days=3, seconds=1)) == 0
    assert Job.objects.count() == 1


def test_a_task_that_has_not_ended_is_not_enqueued_again() -> None:
    at(NOON)
    at(NOON + timedelta(hours=1))

    at(NOON + timedelta(hours=2))
    assert Job.objects.count() == 1

    Job.objects.update(state=Job.State.DONE)
    at(NOON + timedelta(hours=3))
    assert Job.objects.count() == 2


def test_a_new_cron_line_counts_from_now_on() -> None:
    at(NOON)
    schedules.recurring._entries.clear()
    schedule("5 * * * *")(work.leave)

    assert at(NOON + timedelta(minutes=1)) == 0

    row = Schedule.objects.get()
    assert (row.cron, row.next_at) == ("5 * * * *", NOON + timedelta(minutes=5))


@pytest.mark.django_db(transaction=True)
def test_one_of_many_workers_enqueues() -> None:
    at(NOON)

    enqueued = together(8, lambda _: at(NOON + timedelta(hours=1)))

    assert sum(enqueued) == 1
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_may_start_at_once() -> None:
    assert sum(together(8, lambda _: at(NOON))) == 0

    assert Schedule.objects.count() == 1


@pytest.mark.parametrize("line", ["", "every day", "61 * * * *", "* * * *", "0 0 31 2 *"])
def test_a_line_that_is_no_cron_line_fails_where_it_is_written(line: str) -> None:
    with pytest.raises(ValueError, match="is not a cron line"):
        schedule(line)


def test_a_task_stands_in_one_schedule() -> None:
    other = schedules.Recurring("1 1 * * *", work.leave)

    with pytest.raises(ValueError, match="stands twice"):
        schedules.recurring.add(work.leave.module_path, other)
