"""Several workers, some of which are killed, do each job, and no job twice without need."""

import signal
from pathlib import Path

import pytest

from groundswell.kernel.jobs.models import Job
from groundswell.kernel.jobs.worker import Worker
from groundswell.kernel.limits import Tally
from groundswell.kernel.tests import work
from groundswell.kernel.tests.parallel import together
from groundswell.kernel.tests.processes import another_worker, wait_until

pytestmark = [
    pytest.mark.wide,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("_no_schedules"),
]


def begun(place: Path) -> list[Path]:
    return list(place.glob("begun-*"))


def all_done() -> bool:
    return not Job.objects.exclude(state=Job.State.DONE).exists()


def test_two_workers_do_four_hundred_jobs_once_each() -> None:
    for number in range(400):
        work.count.enqueue(f"{number}")

    def act(number: int) -> None:
        worker = Worker()
        while not all_done():
            worker.turn()

    together(2, act)

    assert sorted(int(key) for key in Tally.objects.values_list("key", flat=True)) == list(range(400))
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}
    assert Job.objects.values("worker").distinct().count() == 2


@pytest.mark.slow
def test_two_processes_do_each_job_once(tmp_path: Path) -> None:
    for number in range(40):
        work.count.enqueue(f"{number}")

    with another_worker(tmp_path), another_worker(tmp_path):
        wait_until(all_done)

    assert sorted(int(key) for key in Tally.objects.values_list("key", flat=True)) == list(range(40))


@pytest.mark.slow
def test_a_job_whose_worker_is_killed_is_done_by_another(tmp_path: Path) -> None:
    work.wait_for.enqueue(str(tmp_path))
    with another_worker(tmp_path, lease=1) as victim:
        wait_until(lambda: begun(tmp_path))
        victim.send_signal(signal.SIGKILL)
        victim.wait()
    assert Job.objects.get().state == Job.State.RUNNING
    assert not Tally.objects.exists()

    (tmp_path / "go-on").touch()
    with another_worker(tmp_path):
        wait_until(all_done)

    assert len(begun(tmp_path)) == 2
    assert Job.objects.get().attempts == 2
    assert Tally.objects.filter(key="once").count() == 1


@pytest.mark.slow
def test_a_worker_that_is_told_to_stop_finishes_its_job_and_takes_no_other(tmp_path: Path) -> None:
    first = work.wait_for.enqueue(str(tmp_path))
    with another_worker(tmp_path) as worker:
        wait_until(lambda: begun(tmp_path))
        second = work.count.enqueue("not by this one")
        worker.terminate()
        (tmp_path / "go-on").touch()
        assert worker.wait(60) == 0

    assert Job.objects.get(pk=first.id).state == Job.State.DONE
    assert Job.objects.get(pk=second.id).state == Job.State.WAITING


@pytest.mark.slow
def test_an_idle_worker_stops_when_it_is_told_to(tmp_path: Path) -> None:
    work.count.enqueue("a")
    with another_worker(tmp_path) as worker:
        wait_until(all_done)
        worker.terminate()

        assert worker.wait(60) == 0
