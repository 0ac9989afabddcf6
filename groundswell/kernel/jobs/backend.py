"""The `django.tasks` backend that keeps jobs in the application's own database."""

from typing import Any

from django_tasks import TaskResult
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from groundswell.kernel import clock
from groundswell.kernel.jobs.calling import Hopeless, result_of, task_of
from groundswell.kernel.jobs.models import Job


class DatabaseBackend(BaseTaskBackend):
    """Rows in the caller's transaction: a rollback takes its jobs along."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(
        self,
        task: "Task[..., Any]",
        args: Any,  # noqa: ANN401 - whatever the task takes, as its base class says
        kwargs: Any,  # noqa: ANN401
    ) -> "TaskResult[Any]":
        self.validate_task(task)
        now = clock.now()
        job = Job.objects.create(
            task=task.module_path,
            arguments=normalize_json({"args": list(args), "kwargs": kwargs}),
            queue=task.queue_name,
            priority=task.priority,
            enqueued_at=now,
            run_after=task.run_after or now,
        )
        return result_of(job, task)

    def get_result(self, result_id: str) -> "TaskResult[Any]":
        job = Job.objects.filter(pk=result_id).first() if result_id.isdecimal() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        try:
            return result_of(job, task_of(job))
        except Hopeless as gone:
            raise TaskResultDoesNotExist(str(gone)) from gone
