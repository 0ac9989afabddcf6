"""From a row to a call, and to the result that the `django.tasks` API shows of it."""

import inspect
from typing import Any

from django.utils.module_loading import import_string
from django_tasks import TaskContext, TaskResult, TaskResultStatus
from django_tasks.base import Task, TaskError
from django_tasks.utils import normalize_json

from groundswell.kernel.jobs.models import Job

_STATUS = {
    Job.State.WAITING: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.DEAD: TaskResultStatus.FAILED,
}


class Hopeless(Exception):
    """Trying again would change nothing; the message says why."""


def task_of(job: Job) -> "Task[..., Any]":
    """The task that a job names; Hopeless where this version has none of that name."""
    try:
        found = import_string(job.task)
    except ImportError as missing:
        raise Hopeless(f"This version has no task {job.task} ({missing}).") from missing
    if not isinstance(found, Task):
        raise Hopeless(f"{job.task} is no task.")
    return found


def call(job: Job) -> object:
    """Do the job, and return what is to be kept of its answer."""
    task = task_of(job)
    args, kwargs = list(job.arguments["args"]), dict(job.arguments["kwargs"])
    if task.takes_context:
        args.insert(0, TaskContext(task_result=result_of(job, task)))
    try:
        inspect.signature(task.func).bind(*args, **kwargs)
    except TypeError as misfit:
        raise Hopeless(f"{job.task} cannot take what it was given: {misfit}.") from misfit
    answer = task.call(*args, **kwargs)
    try:
        return normalize_json(answer)
    except (TypeError, ValueError) as unkeepable:
        raise Hopeless(f"{job.task} was done, but its answer cannot be kept: {unkeepable}.") from unkeepable


def result_of(job: Job, task: "Task[..., Any]") -> "TaskResult[Any]":
    """The job as the `django.tasks` API shows it."""
    errors = [TaskError(exception_class_path=job.error_class, traceback=job.error)] if job.error else []
    result: TaskResult[Any] = TaskResult(
        task=task.using(priority=job.priority, queue_name=job.queue, run_after=job.run_after),
        id=str(job.pk),
        status=_STATUS[Job.State(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        last_attempted_at=job.last_attempted_at,
        finished_at=job.finished_at,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend=task.backend,
        errors=errors,
        worker_ids=[job.worker] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
