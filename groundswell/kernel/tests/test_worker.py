"""The worker tries again, gives up in time, and lives through what goes wrong."""

import logging
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import connections
from django_tasks import TaskResultStatus

from groundswell.kernel import clock
from groundswell.kernel.jobs import schedule
from groundswell.kernel.jobs.models import Job, Schedule
from groundswell.kernel.jobs.worker import LEASE, MOST_ATTEMPTS, Worker, run_until_idle
from groundswell.kernel.limits import Tally
from groundswell.kernel.tests import work
from groundswell.kernel.tests.parallel import Elsewhere
from groundswell.kernel.tests.processes import wait_until

pytestmark = [pytest.mark.wide, pytest.mark.django_db, pytest.mark.usefixtures("_no_schedules")]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "groundswell")


def enqueued(task: str, *args: object, **kwargs: object) -> Job:
    now = clock.now()
    arguments = {"args": args, "kwargs": kwargs}
    return Job.objects.create(task=task, arguments=arguments, enqueued_at=now, run_after=now)


def only_job() -> Job:
    return Job.objects.get()


def test_a_job_that_fails_is_tried_again_after_a_pause() -> None:
    with clock.moved_to(NOON):
        result = work.fail.enqueue("not today")
        run_until_idle()

    job = only_job()
    assert (job.state, job.attempts, job.run_after) == (Job.State.WAITING, 1, NOON + timedelta(seconds=5))
    result.refresh()
    assert result.errors[0].exception_class is LookupError
    assert "not today" in result.errors[0].traceback


def test_each_pause_is_longer_and_the_last_failure_is_kept_with_its_error() -> None:
    moments = [NOON]
    with clock.moved_to(NOON):
        result = work.fail.enqueue("never")

    while only_job().state == Job.State.WAITING:
        with clock.moved_to(moments[-1]):
            run_until_idle()
        moments.append(only_job().run_after)

    pauses = [int((later - earlier).total_seconds()) for earlier, later in pairwise(moments)]
    assert pauses[:-1] == [5, 20, 80, 320, 1280, 5120, 20480]
    job = only_job()
    assert (job.state, job.attempts) == (Job.State.DEAD, MOST_ATTEMPTS)
    assert "LookupError: never" in job.error
    result.refresh()
    assert result.status is TaskResultStatus.FAILED


def test_a_dead_job_that_is_revived_may_still_succeed() -> None:
    job = enqueued("groundswell.kernel.tests.work.count", "a")
    Job.objects.filter(pk=job.pk).update(state=Job.State.DEAD, attempts=MOST_ATTEMPTS, error="Alas.")

    Job.objects.update(state=Job.State.WAITING, attempts=0, run_after=clock.now(), finished_at=None)
    run_until_idle()

    job = only_job()
    assert (job.state, job.error, job.error_class) == (Job.State.DONE, "", "")


@pytest.mark.parametrize(
    ("task", "args", "sentence"),
    [
        ("groundswell.gone.away", [], "This version has no task groundswell.gone.away"),
        (
            "groundswell.kernel.tests.work.gone",
            [],
            "This version has no task groundswell.kernel.tests.work.gone",
        ),
        ("nothing", [], "This version has no task nothing"),
        ("groundswell.kernel.tests.work.no_task", [], "groundswell.kernel.tests.work.no_task is no task."),
        (
            "groundswell.kernel.tests.work.count",
            [],
            "cannot take what it was given: missing a required argument",
        ),
        (
            "groundswell.kernel.tests.work.count",
            ["a", "b"],
            "cannot take what it was given: too many positional",
        ),
        (
            "groundswell.kernel.tests.work.answer_with_an_object",
            [],
            "was done, but its answer cannot be kept",
        ),
    ],
)
def test_a_job_that_can_never_go_is_buried_at_once_with_a_sentence(
    task: str, args: list[object], sentence: str
) -> None:
    enqueued(task, *args)

    run_until_idle()

    job = only_job()
    assert (job.state, job.attempts) == (Job.State.DEAD, 1)
    assert sentence in job.error
    assert "Traceback" not in job.error


def test_a_job_with_an_argument_nobody_knows_is_buried() -> None:
    enqueued("groundswell.kernel.tests.work.count", key="a", colour="red")

    run_until_idle()

    assert "unexpected keyword argument 'colour'" in only_job().error


def test_a_job_that_would_end_the_process_does_not() -> None:
    work.leave.enqueue()
    work.count.enqueue("a")

    run_until_idle()

    assert Tally.objects.filter(key="a").exists()
    assert "I am off." in Job.objects.get(state=Job.State.WAITING).error


def test_a_job_whose_worker_died_is_taken_over_when_the_lease_has_run_out() -> None:
    with clock.moved_to(NOON):
        enqueued("groundswell.kernel.tests.work.count", "a")
        dead = Worker().claim()
        assert Worker().claim() is None

    with clock.moved_to(NOON + LEASE + timedelta(seconds=1)):
        taken = Worker().claim()

    assert dead
    assert taken
    assert (taken.pk, taken.attempts, taken.started_at) == (dead.pk, 2, NOON)
    assert taken.worker != dead.worker


def test_a_job_that_kills_each_worker_is_buried() -> None:
    enqueued("groundswell.kernel.tests.work.count", "a")
    moment = NOON
    Job.objects.update(run_after=NOON)

    for _ in range(MOST_ATTEMPTS):
        with clock.moved_to(moment):
            assert Worker().claim()
        moment += LEASE + timedelta(seconds=1)
    with clock.moved_to(moment):
        assert Worker().claim() is None

    job = only_job()
    assert (job.state, job.error) == (Job.State.DEAD, "Each worker that took this job died with it.")


def test_a_worker_that_lost_its_lease_does_not_write_over_the_one_who_has_it() -> None:
    slow, quick = Worker(), Worker()
    with clock.moved_to(NOON):
        enqueued("groundswell.kernel.tests.work.count", "a")
        held = slow.claim()
    with clock.moved_to(NOON + LEASE + timedelta(seconds=1)):
        taken = quick.claim()
        assert held
        slow.work(held)

    assert taken
    assert (only_job().state, only_job().worker) == (Job.State.RUNNING, quick.name)


@pytest.mark.django_db(transaction=True)
def test_the_lease_of_a_long_job_is_renewed_while_it_runs(tmp_path: Path, elsewhere: Elsewhere) -> None:
    work.wait_for.enqueue(str(tmp_path))
    worker = Worker(lease=timedelta(seconds=0.3))
    until = clock.now() + timedelta(seconds=2)

    def look() -> None:
        wait_until(lambda: Job.objects.filter(state=Job.State.RUNNING, lease_until__gt=until).exists())
        (tmp_path / "go-on").touch()

    looking = elsewhere.start(look)
    worker.turn()
    looking.result()

    assert (only_job().state, only_job().attempts) == (Job.State.DONE, 1)


@pytest.mark.django_db(transaction=True)
def test_the_worker_waits_for_a_database_that_is_away(
    elsewhere: Elsewhere,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("groundswell.kernel.jobs.worker._TROUBLED_SECONDS", 0.01)
    caplog.set_level(logging.ERROR, "groundswell")
    work.count.enqueue("a")
    theirs = elsewhere.do(lambda: connections["default"])
    known = theirs.settings_dict
    theirs.settings_dict = {**known, "NAME": "no/such/place"}
    worker = Worker()

    working = elsewhere.start(worker.run)
    wait_until(lambda: "out of reach" in caplog.text)
    theirs.settings_dict = known
    wait_until(lambda: Tally.objects.filter(key="a").exists())
    worker.stop()

    assert working.result() is None


def test_schedules_are_the_workers_too() -> None:
    schedule("30 * * * *")(work.leave)

    run_until_idle()

    assert Schedule.objects.get().name == "groundswell.kernel.tests.work.leave"
