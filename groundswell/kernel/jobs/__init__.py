"""Work for later, behind the `django.tasks` API: enqueued in the caller's transaction, never lost.

A job runs at least once: a worker leases it, and when the worker dies the lease runs out and another
takes it. So what a job does must bear being done twice.
"""

from groundswell.kernel.jobs.schedules import schedule

__all__ = ["schedule"]
