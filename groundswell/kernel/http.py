"""What views are made of: the request with its actor, pages and their blocks, and safe redirects."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme

from groundswell.kernel.actor import Actor

if TYPE_CHECKING:
    from groundswell.kernel.viewer import Viewer

__all__ = [
    "Http404",
    "HttpRequest",
    "HttpResponse",
    "HttpResponseBase",
    "PageRequest",
    "back_to",
    "get_object_or_404",
    "is_partial",
    "posted",
    "redirect",
    "render",
    "render_whole",
]

_TARGET = re.compile(r"[a-z0-9-]*#(?P<name>[a-z][a-z-]*?)(?:-\d+)?")
_LONGEST_WAY_BACK = 2000


class PageRequest(HttpRequest):
    """A request after the middleware: it knows who acts."""

    actor: Actor
    viewer: "Viewer | None"
    epoch: int


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page rather than a person for the whole."""
    return request.headers.get("HX-Request-Type") == "partial"


def render(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The page, or the named block of it that htmx wants to put in place of its target.

    A block rendered alone knows the context and the components, and nothing that the page sets around it.
    """
    page = get_template(template)
    block = _wanted_block(request)
    if block and block in (blocks := page.template.blocks):  # type: ignore[attr-defined]
        values = page.template.new_context(_full_context(page, request, context))  # type: ignore[attr-defined]
        return HttpResponse("".join(blocks[block](values)), status=status)
    return render_whole(request, template, context, status=status)


def render_whole(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The whole page whoever asks: refusals are that, and the page's script picks their sentence."""
    return HttpResponse(get_template(template).render(dict(context or {}), request), status=status)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, or None where it is only asked for: forms bind to the one, not the other."""
    return request.POST if request.method == "POST" else None


def back_to(request: HttpRequest, default: str) -> HttpResponse:
    """Where the person came from, if it is one of our own pages, else the default."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return HttpResponseRedirect(target if _is_own(target) else default)


def _is_own(target: str) -> bool:
    """Whether this is a path on this site, and no browser could read another host into it."""
    is_path = target.startswith("/") and target.isprintable() and len(target) <= _LONGEST_WAY_BACK
    return is_path and url_has_allowed_host_and_scheme(target, allowed_hosts=None)


def _wanted_block(request: HttpRequest) -> str:
    """htmx names its target as `tag#id`; a block is named as the id, less the number of one of many.

    `#reply-box` is block `reply_box`; `#post-123` is block `post`.
    """
    if not is_partial(request):
        return ""
    target = _TARGET.fullmatch(request.headers.get("HX-Target", ""))
    return target["name"].replace("-", "_") if target else ""


def _full_context(
    page: Any,  # noqa: ANN401 - Django's types know the backends' templates only by their common part
    request: HttpRequest,
    context: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """What Django's Jinja2 backend gives to a whole page."""
    values = dict(context or {})
    values |= {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in page.backend.template_context_processors:
        values.update(processor(request))
    return values
