"""Before a community is founded every page leads to its founding."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from groundswell.community.queries import the_community

_OPEN = ("/static/", "/healthz", "/readyz", "/theme/")


def founding_first(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lead everybody to the page where the founder brings the operator's code."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if the_community() is not None or request.path.startswith(_OPEN):
            return answer(request)
        founding = reverse("people:found")
        return answer(request) if request.path == founding else HttpResponseRedirect(founding)

    return middleware
