"""Whether this process lives, and whether it can serve."""

import ipaddress
from functools import cache
from typing import Any

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
    """The database answers and its tables are those of this version; why not, and what needs a look.

    Anybody is told whether; the rest only who asks this machine from our own network, past the web server.
    """
    try:
        found = _state()
    except Error:
        connection.close()
        found = {"ready": False, "because": "The database does not answer."}
    told = found if _is_near(request) else {"ready": found["ready"]}
    return JsonResponse(told, status=200 if found["ready"] else 503)


def _state() -> dict[str, Any]:
    waiting = len(_migrations() - MigrationRecorder(connection).applied_migrations().keys())
    if waiting:
        return {"ready": False, "because": f"{waiting} migrations are waiting."}
    return {
        "ready": True,
        "dead_jobs": Job.objects.filter(state=Job.State.DEAD).count(),
        "failing_followers": Follower.objects.filter(failures__gt=0).count(),
    }


def _is_near(request: HttpRequest) -> bool:
    """Whether nobody stands between, and the caller is of our own networks, or at our socket."""
    peer = request.META.get("REMOTE_ADDR", "")
    return "X-Forwarded-For" not in request.headers and (not peer or ipaddress.ip_address(peer).is_private)


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """Those of this version, read from its files once."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
