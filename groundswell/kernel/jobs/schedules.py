"""Tasks that come round: a cron line beside the task, one row each in the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cronsim import CronSim, CronSimError
from django.db import transaction
from django_tasks.base import Task

from groundswell.kernel import clock
from groundswell.kernel.jobs.models import Job, Schedule
from groundswell.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Recurring:
    cron: str
    task: "Task[[], Any]"

    def after(self, at: datetime) -> datetime:
        return next(CronSim(self.cron, at))


recurring: Registry[Recurring] = Registry("schedules")


def schedule(cron: str) -> Callable[["Task[[], Any]"], "Task[[], Any]"]:
    """Enqueue the task at each time that the cron line names, in UTC; one at a time."""
    try:
        next(CronSim(cron, clock.now()))
    except (CronSimError, StopIteration) as wrong:
        raise ValueError(f"{cron!r} is not a cron line, or names no day that ever comes.") from wrong

    def decorate(task: "Task[[], Any]") -> "Task[[], Any]":
        recurring.add(task.module_path, Recurring(cron, task))
        return task

    return decorate


def enqueue_due() -> int:
    """Enqueue what is due; a time missed while nothing ran is made up for once, not once each."""
    rows = {row.name: row for row in Schedule.objects.filter(name__in=recurring.names())}
    return sum(_enqueue_if_due(name, rows.get(name)) for name in recurring.names())


def _enqueue_if_due(name: str, row: Schedule | None) -> int:
    each, now = recurring[name], clock.now()
    if row is None or row.cron != each.cron:
        Schedule.objects.update_or_create(name=name, defaults={"cron": each.cron, "next_at": each.after(now)})
        return 0
    if row.next_at > now:
        return 0
    with transaction.atomic():
        is_leader = Schedule.objects.filter(pk=row.pk, next_at=row.next_at).update(next_at=each.after(now))
        if is_leader and not _is_still_to_do(name):
            each.task.enqueue()
    return is_leader


def _is_still_to_do(name: str) -> bool:
    """Whether the last one has not ended: one that fails, or takes long, does not pile up."""
    return Job.objects.filter(task=name, state__in=[Job.State.WAITING, Job.State.RUNNING]).exists()
