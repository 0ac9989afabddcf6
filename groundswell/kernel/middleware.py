"""Around every request: an id and a log line, one epoch, calm answers to what goes wrong, no stale copies."""

import re
import secrets
import time
from collections.abc import Callable
from functools import cache

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers

from groundswell.kernel import epoch
from groundswell.kernel.errors import Invalid, Throttled
from groundswell.kernel.front import marks
from groundswell.kernel.http import is_partial, render_whole
from groundswell.kernel.policy import Denied

Answer = Callable[[HttpRequest], HttpResponse]
_OK, _NOT_ALLOWED = 200, 405
_FOR_ALL = "public, max-age=0, must-revalidate"
_VARYING = ["Cookie", "HX-Request-Type", "HX-Target"]
_log = structlog.get_logger("groundswell.requests")
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def request_log(answer: Answer) -> Answer:
    """Give each request an id, said in the answer and in every log line, and log how it went.

    The line names the route and its numbers, never the path: one-time links carry their secret in it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        name = given if settings.TRUSTED_PROXIES and _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        with structlog.contextvars.bound_contextvars(request_id=name):
            began = time.perf_counter()
            response = answer(request)
            response["X-Request-Id"] = name
            took = round((time.perf_counter() - began) * 1000, 1)
            _log.info(
                "request", method=request.method, **_place(request), status=response.status_code, ms=took
            )
        return response

    return middleware


def _place(request: HttpRequest) -> dict[str, object]:
    match = request.resolver_match
    if match is None:
        return {"route": None}
    numbers = {name: value for name, value in match.kwargs.items() if isinstance(value, int)}
    return {"route": f"/{match.route}", **numbers}


def watched(answer: Answer) -> Answer:
    """Answer those who watch this process, before anything that needs a database, a session or our name."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            match = resolve(request.path_info, "groundswell.kernel.urls")
        except Resolver404:
            return answer(request)
        request.resolver_match = match
        response: HttpResponse = match.func(request)
        return response

    return middleware


def content_policy(answer: Answer) -> Answer:
    """Say on every answer, errors too, what a page may load: the policy of the settings, the same for all."""

    @cache
    def policy() -> str:
        return "; ".join(
            f"{name} {' '.join(map(str, sources))}" for name, sources in settings.SECURE_CSP.items()
        )

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.setdefault("Content-Security-Policy", policy())
        return response

    return middleware


def one_epoch(answer: Answer) -> Answer:
    """Read the epoch once a request, so that all rights of one page are of one moment."""

    def middleware(request: HttpRequest) -> HttpResponse:
        epoch.pin(None)
        request.epoch = epoch.stored()  # type: ignore[attr-defined]
        epoch.pin(request.epoch)  # type: ignore[attr-defined]
        try:
            return answer(request)
        finally:
            epoch.pin(None)

    return middleware


def keep_private(answer: Answer) -> Answer:
    """A member's page is kept by nobody; a visitor's is the same for all and asked for anew each time.

    Asking anew costs next to nothing (`kernel/front/visitors.py`), so no copy outlives what it shows. A view
    that says itself how long its answer keeps is taken at its word.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        is_for_all = _is_for_all(request, response)
        if "Cache-Control" not in response:
            if _is_personal(request, response):
                response["Cache-Control"] = "private, no-store"
            else:
                response["Cache-Control"] = _FOR_ALL if is_for_all else "no-cache"
            patch_vary_headers(response, _VARYING)
        if is_for_all and "public" in response["Cache-Control"]:
            marks.mark(request.META)
        return response

    return middleware


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whoever brings or gets a cookie may be shown something that is theirs alone."""
    has_cookie = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} & request.COOKIES.keys()
    return bool(getattr(request, "viewer", None) or response.cookies or has_cookie)


def _is_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this is a whole page that every visitor is shown alike."""
    is_page = request.method in {"GET", "HEAD"} and response.status_code == _OK and not is_partial(request)
    return is_page and not _is_personal(request, response)


class Packing(GZipMiddleware):
    """Pack what goes to one person; what the front keeps for all it packs once for all."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if marks.is_marked(request.META):
            patch_vary_headers(response, ["Accept-Encoding"])
            return response
        return super().process_response(request, response)


class Refusals:
    """Turn what an action or policy refused into a page with its sentence."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if response.status_code == _NOT_ALLOWED and not response.content:
            page = render_whole(request, "ui/errors/405.html", status=_NOT_ALLOWED)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match exception:
            case Denied():
                return render_whole(request, "ui/errors/403.html", {"reason": exception.reason}, status=403)
            case Invalid():
                return render_whole(request, "ui/errors/422.html", {"reason": exception.sentence}, status=422)
            case Throttled():
                return _too_fast(request, exception.seconds)
        return None


def _too_fast(request: HttpRequest, seconds: int) -> HttpResponse:
    page = render_whole(request, "ui/errors/429.html", {"seconds": seconds}, status=429)
    page["Retry-After"] = str(seconds)
    return page
