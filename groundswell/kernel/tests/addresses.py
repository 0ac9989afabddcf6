"""The product's addresses, and some that do what the kernel must answer to."""

from typing import Any, Never

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from groundswell.config.urls import handler400, handler403, handler404, handler500
from groundswell.config.urls import urlpatterns as product
from groundswell.kernel.errors import Invalid, Throttled
from groundswell.kernel.http import back_to, render
from groundswell.kernel.jobs.models import Schedule
from groundswell.kernel.policy import Denied

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def denied(request: HttpRequest) -> Never:
    raise Denied("Only on <Sundays>.")


def invalid(request: HttpRequest) -> Never:
    raise Invalid("That is no <colour>.", "colour")


def throttled(request: HttpRequest) -> Never:
    raise Throttled(90)


def broken(request: HttpRequest) -> Never:
    raise LookupError("a detail for the operator")


@require_POST
def button(request: HttpRequest) -> HttpResponse:
    return back_to(request, "/default/")


@transaction.atomic
def write(request: HttpRequest) -> HttpResponse:
    Schedule.objects.create(name="written", next_at="2026-01-01T00:00:00Z")
    return HttpResponse("Written.")


@cache_control(public=True, max_age=60)
def lasting(request: HttpRequest) -> HttpResponse:
    return HttpResponse("The same for all.")


def door(request: HttpRequest, token: str, number: int) -> HttpResponse:
    return HttpResponse("Come in.")


def listing(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {"words": "Näh & <mend>", "numbers": [1, 2, 3], "number": 2}
    return render(request, "kernel_tests/list.html", context)


urlpatterns = [
    *product,
    path("kernel/denied/", denied),
    path("kernel/invalid/", invalid),
    path("kernel/throttled/", throttled),
    path("kernel/broken/", broken),
    path("kernel/button/", button),
    path("kernel/write/", write),
    path("kernel/lasting/", lasting),
    path("kernel/door/<str:token>/<int:number>/", door),
    path("kernel/listing/", listing),
]
