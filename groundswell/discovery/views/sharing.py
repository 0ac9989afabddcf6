"""A topic where its link is shown elsewhere: its picture, and a card by oEmbed (oembed.com)."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.html import format_html

from groundswell.community.queries import ThisCommunity, the_community
from groundswell.discovery.picture import HEIGHT, WIDTH, picture_of, picture_path, version_of
from groundswell.discovery.reach import absolute, is_listed
from groundswell.discovery.views.answering import for_visitors, unless_known
from groundswell.discovery.words import description
from groundswell.kernel.http import PageRequest
from groundswell.kernel.ids import read_id
from groundswell.spaces.queries import space_names
from groundswell.topics.queries.heads import TopicHead
from groundswell.topics.queries.pages import post_page
from groundswell.topics.views.fetching import number_in, seen_head

_TOPIC = re.compile(r"/t/(\d{1,19})/(?:[^/]*/)?")
_QUOTED = (
    '<blockquote cite="{0}"><p>{1}</p><footer><cite><a href="{0}">{2}</a></cite> · {3}</footer></blockquote>'
)
_A_DAY = 86_400
_CARD_WIDTH, _CARD_HEIGHT = 600, 240
_NOT_IMPLEMENTED = 501


@for_visitors
def picture(request: PageRequest, pk: int, version: str) -> HttpResponse:
    """The picture of a topic. Its address names what is drawn; an older one leads to the present one.

    It is kept for a day: so long a copy on the way may outlive a topic that is hidden.
    """
    head = seen_head(request, pk)
    community = _community()
    if version != version_of(head.title, community):
        return HttpResponseRedirect(picture_path(head.id, head.title, community))
    known = unless_known(request, HttpResponse(content_type="image/png"), version)
    if known.status_code == HttpResponse.status_code:
        known.content = picture_of(head.title, community)
    known["Cache-Control"] = f"public, max-age={_A_DAY}"
    if not is_listed(space_names()[head.space]):
        known["X-Robots-Tag"] = "noindex"
    return known


@for_visitors
def oembed(request: PageRequest) -> HttpResponse:
    """A topic as a card: its title, its first words, who wrote it."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON.\n", status=_NOT_IMPLEMENTED, content_type="text/plain; charset=utf-8")
    head = seen_head(request, _topic_in(request.GET.get("url", "")))
    response = JsonResponse(_card(request, head, _community()))
    response["X-Robots-Tag"] = "noindex"
    return response


def _topic_in(address: str) -> int:
    """The topic that an address of our own names."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise Http404 from None
    match = _TOPIC.fullmatch(parts.path) if f"{parts.scheme}://{parts.netloc}" == settings.ORIGIN else None
    topic = read_id(match[1]) if match else None
    if topic is None:
        raise Http404
    return topic


def _card(request: PageRequest, head: TopicHead, community: ThisCommunity) -> dict[str, Any]:
    most = number_in(request, "maxwidth") or _CARD_WIDTH
    words = description(post_page(request.actor, head.id).posts[0].html)
    card: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": head.title,
        "author_name": head.author.name,
        "provider_name": community.name,
        "provider_url": absolute("/"),
        "html": format_html(
            _QUOTED,
            absolute(head.address),
            words,
            head.title,
            head.author.name,
        ),
        "width": min(most, _CARD_WIDTH),
        "height": _CARD_HEIGHT,
    }
    if head.author.address:
        card["author_url"] = absolute(head.author.address)
    if "maxwidth" not in request.GET and "maxheight" not in request.GET:
        thumbnail = absolute(picture_path(head.id, head.title, community))
        card |= {"thumbnail_url": thumbnail, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}
    return card


def _community() -> ThisCommunity:
    """Before it is founded every page leads to its founding, so that there always is one here."""
    community = the_community()
    if community is None:
        raise Http404
    return community
