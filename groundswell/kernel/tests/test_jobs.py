"""Jobs are enqueued with the change that calls for them, and seen through the `django.tasks` API."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus, task_backends
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist, TaskResultMismatch

from groundswell.kernel import clock
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.jobs.worker import Worker, run_until_idle
from groundswell.kernel.limits import Tally
from groundswell.kernel.tests import work
from groundswell.kernel.tests.parallel import Elsewhere

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_no_schedules")]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def counted(key: str) -> int:
    return Tally.objects.filter(key=key).count()


@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_its_jobs_along() -> None:
    @transaction.atomic
    def change() -> None:
        work.count.enqueue("never")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()

    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_takes_a_job_before_its_change_is_committed(elsewhere: Elsewhere) -> None:
    elsewhere.begin()
    elsewhere.do(lambda: work.count.enqueue("later"))
    assert Worker().claim() is None

    elsewhere.commit()

    assert Worker().claim() is not None


def test_a_job_goes_from_ready_to_successful() -> None:
    with clock.moved_to(NOON):
        result = work.count.enqueue("a")
    assert (result.status, result.enqueued_at, result.attempts) == (TaskResultStatus.READY, NOON, 0)

    with clock.moved_to(NOON + timedelta(minutes=1)):
        run_until_idle()
    result.refresh()

    assert result.status is TaskResultStatus.SUCCESSFUL
    assert result.return_value == "counted a"
    assert result.started_at == result.last_attempted_at == result.finished_at == NOON + timedelta(minutes=1)
    assert (result.attempts, len(result.worker_ids), result.errors) == (1, 1, [])
    assert counted("a") == 1


def test_a_running_job_is_seen_running() -> None:
    result = work.count.enqueue("a")
    Worker().claim()

    result.refresh()

    assert result.status is TaskResultStatus.RUNNING
    assert result.attempts == 1


def test_a_result_is_found_again_with_what_it_was_enqueued_with() -> None:
    later = clock.now() + timedelta(hours=1)
    given = work.count.using(priority=7, run_after=later).enqueue(key="a")

    found = work.count.get_result(given.id)

    assert (found.task, found.args, found.kwargs) == (given.task, [], {"key": "a"})
    assert (found.task.priority, found.task.run_after) == (7, later)


@pytest.mark.parametrize("number", ["12", "x", "", "9" * 30, "²"])
def test_a_result_that_is_not_there_is_said_not_to_exist(number: str) -> None:
    with pytest.raises(TaskResultDoesNotExist):
        work.count.get_result(number)


def test_a_result_of_a_task_that_is_gone_does_not_exist() -> None:
    result = work.count.enqueue("a")
    Job.objects.update(task="groundswell.gone.away")

    with pytest.raises(TaskResultDoesNotExist, match=r"no task groundswell\.gone\.away"):
        task_backends["default"].get_result(result.id)


def test_a_result_belongs_to_its_task() -> None:
    result = work.count.enqueue("a")

    with pytest.raises(TaskResultMismatch):
        work.fail.get_result(result.id)


def test_urgent_jobs_come_first_and_equal_ones_in_their_order() -> None:
    for key, priority in [("c", 0), ("d", -5), ("a", 9), ("b", 9)]:
        work.count.using(priority=priority).enqueue(key)

    run_until_idle()

    assert list(Tally.objects.order_by("pk").values_list("key", flat=True)) == ["a", "b", "c", "d"]


def test_a_job_for_later_waits() -> None:
    work.count.using(run_after=clock.now() + timedelta(hours=1)).enqueue("a")

    run_until_idle()
    assert counted("a") == 0

    with clock.moved_to(clock.now() + timedelta(hours=2)):
        run_until_idle()
    assert counted("a") == 1


def test_a_queue_is_named_in_the_settings(settings: Any) -> None:
    with pytest.raises(InvalidTaskError):
        work.count.using(queue_name="letters")

    backend = "groundswell.kernel.jobs.backend.DatabaseBackend"
    settings.TASKS = {"default": {"BACKEND": backend, "QUEUES": ["default", "letters"]}}
    result = work.count.using(queue_name="letters").enqueue("a")
    run_until_idle()

    assert work.count.get_result(result.id).task.queue_name == "letters"
    assert counted("a") == 1


def test_a_task_is_told_its_attempt_if_it_asks() -> None:
    result = work.tell_attempt.enqueue("attempt")

    run_until_idle()
    result.refresh()

    assert result.return_value == "attempt 1"


def test_what_json_cannot_carry_is_refused_at_once() -> None:
    with pytest.raises(TypeError):
        work.count.enqueue(object())  # type: ignore[arg-type]

    assert not Job.objects.exists()
