"""robots.txt, the sitemap and the two well-known addresses."""

from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from groundswell.discovery.crawlers import robots_text
from groundswell.discovery.queries import part_numbers
from groundswell.discovery.queries import sitemap_part as topics_of_part
from groundswell.discovery.reach import absolute, crawler, is_found
from groundswell.discovery.security import security_text
from groundswell.discovery.views.answering import for_visitors, xml
from groundswell.kernel.http import PageRequest
from groundswell.spaces.queries import space_list

_TEXT, _XML = "text/plain; charset=utf-8", "application/xml"
_MOST_PARTS = 50_000


@for_visitors
def robots(request: PageRequest) -> HttpResponse:
    """What crawlers are asked."""
    return HttpResponse(robots_text(), content_type=_TEXT)


@for_visitors
def sitemap(request: PageRequest) -> HttpResponse:
    """The parts that there are."""
    _only_if_found()
    addresses = [reverse("discovery:sitemap_spaces")]
    addresses += [reverse("discovery:sitemap_part", args=[number]) for number in part_numbers()]
    return xml(request, "discovery/sitemap.xml", {"parts": [absolute(path) for path in addresses]}, kind=_XML)


@for_visitors
def sitemap_spaces(request: PageRequest) -> HttpResponse:
    """The front page, the lists and the spaces."""
    _only_if_found()
    places: list[tuple[str, datetime | None]]
    places = [("/", None), (reverse("topics:list"), None), (reverse("spaces:list"), None)]
    places += [(row.space.address, row.last_at) for row in space_list(crawler())]
    pages = [(absolute(path), at) for path, at in places]
    return xml(request, "discovery/sitemap_part.xml", {"pages": pages}, kind=_XML)


@for_visitors
def sitemap_part(request: PageRequest, number: int) -> HttpResponse:
    """Some thousand topics."""
    _only_if_found()
    topics = topics_of_part(crawler(), number) if 0 < number <= _MOST_PARTS else None
    if topics is None:
        raise Http404
    pages = [(absolute(topic.address), topic.last_at) for topic in topics]
    return xml(request, "discovery/sitemap_part.xml", {"pages": pages}, kind=_XML)


@for_visitors
def security(request: PageRequest) -> HttpResponse:
    """Whom to tell about a hole."""
    text = security_text()
    if text is None:
        raise Http404
    return HttpResponse(text, content_type=_TEXT)


@require_safe
def change_password(request: PageRequest) -> HttpResponse:
    """Where password managers look for the page on which a password is changed."""
    return HttpResponseRedirect(reverse("account_change_password"))


def _only_if_found() -> None:
    if not is_found():
        raise Http404
