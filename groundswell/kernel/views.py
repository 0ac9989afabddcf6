"""Whether this process lives, and whether it can serve."""

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from groundswell.kernel.jobs.models import Job
from groundswell.kernel.ledger.models import Follower


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers; it asks nothing of anybody."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and its tables are those of this version; what needs a look is counted."""
    try:
        waiting = len(_migrations() - MigrationRecorder(connection).applied_migrations().keys())
        if waiting:
            return _unready(f"{waiting} migrations are waiting.")
        dead = Job.objects.filter(state=Job.State.DEAD).count()
        failing = Follower.objects.filter(failures__gt=0).count()
    except Error:
        connection.close()
        return _unready("The database does not answer.")
    return JsonResponse({"ready": True, "dead_jobs": dead, "failing_followers": failing})


def _unready(because: str) -> JsonResponse:
    return JsonResponse({"ready": False, "because": because}, status=503)


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """Those of this version, read from its files once."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
