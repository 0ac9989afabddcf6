"""What has expired goes; what somebody must look at stays."""

from datetime import UTC, datetime, timedelta

import pytest

from groundswell.kernel import clock, limits, tidying
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.limits import Tally

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def job(state: str, *, age: timedelta) -> Job:
    then = NOON - age
    return Job.objects.create(
        task="a.b",
        enqueued_at=then,
        run_after=then,
        state=state,
        finished_at=then if state in {"done", "dead"} else None,
    )


def test_jobs_done_a_week_ago_go() -> None:
    kept = [
        job("done", age=timedelta(days=6)),
        job("dead", age=timedelta(days=90)),
        job("waiting", age=timedelta(days=90)),
        job("running", age=timedelta(days=90)),
    ]
    job("done", age=timedelta(days=8))

    with clock.moved_to(NOON):
        tidying.clear_away.call()

    assert {each.pk for each in Job.objects.all()} == {each.pk for each in kept}


def test_more_than_one_batch_goes() -> None:
    then = NOON - timedelta(days=30)
    gone = {"task": "a.b", "enqueued_at": then, "run_after": then, "state": "done", "finished_at": then}
    Job.objects.bulk_create(Job(**gone) for _ in range(1001))

    with clock.moved_to(NOON):
        tidying.clear_away.call()

    assert not Job.objects.exists()


def test_counts_go_when_their_window_is_over() -> None:
    with clock.moved_to(NOON):
        limits.spend("a", "1/1h")
        limits.spend("b", "1/1d")

    with clock.moved_to(NOON + timedelta(hours=1)):
        tidying.clear_away.call()

    assert Tally.objects.count() == 1
