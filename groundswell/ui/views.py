"""The theme, the gallery, and the pages that say what went wrong."""

import sys

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.multipartparser import MultiPartParserError
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from groundswell.kernel.former import present_address
from groundswell.kernel.http import PageRequest, is_partial, render
from groundswell.kernel.trouble import Trouble, trouble_of
from groundswell.ui import gallery, theme

A_YEAR = 31_536_000
# A lock is over in seconds; room on a disk is made by a person.
_STATUS = {Trouble.FULL: 507}
_SECONDS = {Trouble.FULL: 60, Trouble.READ_ONLY: 60}


@require_safe
def theme_detail(request: PageRequest, hue: int) -> HttpResponse:
    """A few bytes of CSS; the address names the content, so it never goes stale."""
    del request
    if hue >= 360:  # noqa: PLR2004 - the whole circle
        raise Http404
    response = HttpResponse(theme.stylesheet(hue), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


@require_safe
def gallery_detail(request: PageRequest) -> HttpResponse:
    """Every component in each state."""
    return render(request, "ui/gallery.html", gallery.context())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return render(request, "ui/errors/400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    if moved_to := present_address(request):
        return HttpResponsePermanentRedirect(moved_to)
    return render(request, "ui/errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own refusals; ours come with their reason from the middleware."""
    del exception
    return render(request, "ui/errors/403.html", {"reason": _("This is not open to you.")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or was sent from elsewhere."""
    del reason
    return render(request, "ui/errors/403.html", {"reason": _stale_form()}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands alone: it asks no database, no session and no community.

    A database that is away or a disk that is full is no bug of ours: those pages say when to try again.
    """
    trouble = trouble_of(sys.exception())
    status = _STATUS.get(trouble, 503) if trouble else 500
    asked = request if _is_readable(request) else HttpRequest()
    context = {"request": asked, "is_partial": is_partial(request), "trouble": trouble}
    response = HttpResponse(get_template(f"ui/errors/{status}.html").render(context), status=status)
    response["Cache-Control"] = "no-store"
    if trouble:
        response["Retry-After"] = str(_SECONDS.get(trouble, 5))
    return response


def _is_readable(request: HttpRequest) -> bool:
    """Whether what was sent can be looked at: it may be what is wrong."""
    try:
        return request.POST is not None
    except (SuspiciousOperation, MultiPartParserError, OSError):
        return False


def _stale_form() -> str:
    return _(
        "This form was open too long to be sent safely. Go back, load the page again, and send it once more."
    )
