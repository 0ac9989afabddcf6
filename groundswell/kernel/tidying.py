"""The kernel's own housekeeping: what has expired goes, a little at a time."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django_tasks import task

from groundswell.kernel import clock
from groundswell.kernel.jobs import schedule
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.limits import Tally

DONE_JOBS_STAY = timedelta(days=7)
_AT_ONCE = 500


@schedule("10 * * * *")
@task()
def clear_away() -> None:
    """Delete counts whose window is over and jobs done a week ago. Dead jobs wait for a person."""
    now = clock.now()
    _delete(Tally.objects.filter(expires__lte=int(now.timestamp())))
    _delete(Job.objects.filter(state=Job.State.DONE, finished_at__lt=now - DONE_JOBS_STAY))


def _delete(rows: "QuerySet[Any]") -> None:
    """In small transactions, so that nobody waits long for SQLite's one writer."""
    while some := list(rows.values_list("pk", flat=True)[:_AT_ONCE]):
        rows.filter(pk__in=some).delete()
