"""The worker: leases jobs, runs them, retries with growing pauses, and buries what will not go."""

import os
import secrets
import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import structlog
from django.db import Error, close_old_connections, connection, transaction
from django.db.models import QuerySet
from django_tasks.utils import get_module_path

from groundswell.kernel import clock, epoch
from groundswell.kernel.jobs.calling import Hopeless, call
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.jobs.schedules import enqueue_due
from groundswell.kernel.ledger import adopt_entries, follow_all

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8  # with their pauses, about eight hours
_FIRST_PAUSE = timedelta(seconds=5)
_JOBS_A_TURN = 20
_IDLE_SECONDS = 0.5
_TROUBLED_SECONDS = 5
_log = structlog.get_logger("groundswell.jobs")


class Worker:
    """One thread that works and, while it does, one that keeps its lease alive."""

    def __init__(self, *, lease: timedelta = LEASE) -> None:
        self.name = f"{socket.gethostname()[:50]}:{os.getpid()}:{secrets.token_hex(3)}"
        self.lease = lease
        self.stopping = threading.Event()

    def stop(self) -> None:
        """Take no more jobs; a signal handler may call this."""
        self.stopping.set()

    def run(self) -> None:
        """Work until told to stop; the job in hand is finished first."""
        has_adopted = False
        while not self.stopping.is_set():
            close_old_connections()
            try:
                has_adopted = has_adopted or adopt_entries() >= 0
                pause = 0.0 if self.turn() else _IDLE_SECONDS
            except Error:
                _log.exception("the database is out of reach")
                connection.close()
                pause = _TROUBLED_SECONDS
            self.stopping.wait(pause)

    def turn(self) -> bool:
        """One round: schedules, followers, some jobs. Whether there was anything to do."""
        epoch.pin(None)
        busy = enqueue_due() + follow_all()
        for _ in range(_JOBS_A_TURN):
            job = None if self.stopping.is_set() else self.claim()
            if job is None:
                break
            self.work(job)
            busy += 1
        return busy > 0

    def claim(self) -> Job | None:
        """Lease a job whose worker has died, or the next that is due."""
        now = clock.now()
        left_behind = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now).order_by("lease_until")
        due = Job.objects.filter(state=Job.State.WAITING, run_after__lte=now)
        return self._take(left_behind) or self._take(due.order_by("-priority", "run_after", "pk"))

    def _take(self, jobs: QuerySet[Job]) -> Job | None:
        if not jobs.exists():
            return None
        with transaction.atomic():
            job = jobs.select_for_update(skip_locked=True).first()
            return self._leased(job) if job else None

    def _leased(self, job: Job) -> Job | None:
        now = clock.now()
        if job.attempts >= MOST_ATTEMPTS:
            job.state, job.finished_at, job.lease_until = Job.State.DEAD, now, None
            job.error = job.error or "Each worker that took this job died with it."
            job.save()
            return None
        job.state, job.worker, job.lease_until = Job.State.RUNNING, self.name, now + self.lease
        job.started_at, job.last_attempted_at = job.started_at or now, now
        job.attempts += 1
        job.save()
        return job

    def work(self, job: Job) -> None:
        """Run a leased job and write down how it ended."""
        epoch.pin(None)
        with structlog.contextvars.bound_contextvars(job=job.pk, task=job.task, attempt=job.attempts):
            try:
                with self._keeping_lease(job):
                    result = call(job)
            except Hopeless as hopeless:
                self._bury(job, hopeless, str(hopeless))
            except (Exception, SystemExit) as trouble:  # noqa: BLE001 - a job may break as it likes
                self._retry_or_bury(job, trouble)
            else:
                self._end(job, Job.State.DONE, finished_at=clock.now(), result=result)
                _log.info("job done")

    @contextmanager
    def _keeping_lease(self, job: Job) -> Iterator[None]:
        done = threading.Event()
        heart = threading.Thread(target=self._renew_lease, args=(job, done), daemon=True)
        heart.start()
        try:
            yield
        finally:
            done.set()
            heart.join()

    def _renew_lease(self, job: Job, done: threading.Event) -> None:
        while not done.wait(self.lease.total_seconds() / 3):
            try:
                self._mine(job).update(lease_until=clock.now() + self.lease)
            except Error:
                _log.warning("lease not renewed", job=job.pk, exc_info=True)
                connection.close()
        connection.close()

    def _mine(self, job: Job) -> QuerySet[Job]:
        return Job.objects.filter(pk=job.pk, worker=self.name, state=Job.State.RUNNING)

    def _end(self, job: Job, state: Job.State, **values: Any) -> None:
        """Write how the attempt ended, unless another worker has taken the job over meanwhile."""
        unless_said = {"error": "", "error_class": ""}
        self._mine(job).update(state=state, lease_until=None, **{**unless_said, **values})

    def _retry_or_bury(self, job: Job, trouble: BaseException) -> None:
        told = "".join(traceback.format_exception(trouble))
        if job.attempts >= MOST_ATTEMPTS:
            self._bury(job, trouble, told)
            return
        run_after = clock.now() + _FIRST_PAUSE * 4 ** (job.attempts - 1)
        error_class = get_module_path(type(trouble))
        self._end(job, Job.State.WAITING, run_after=run_after, error=told, error_class=error_class)
        _log.warning("job failed", exc_info=trouble)

    def _bury(self, job: Job, trouble: BaseException, told: str) -> None:
        error_class = get_module_path(type(trouble))
        self._end(job, Job.State.DEAD, finished_at=clock.now(), error=told, error_class=error_class)
        _log.error("job dead", exc_info=trouble)


def run_until_idle() -> None:
    """Run everything that is due, in this thread: for tests, the demo and imports."""
    worker = Worker()
    while worker.turn():
        pass
