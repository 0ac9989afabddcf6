"""The feeds: of the community, of a space, of a topic."""

from django.utils.http import http_date

from groundswell.community.queries import the_community
from groundswell.discovery.feeds import Feed, feed_of_community, feed_of_space, feed_of_topic
from groundswell.discovery.reach import is_found, is_listed
from groundswell.discovery.views.answering import for_visitors, xml
from groundswell.kernel.http import Http404, HttpResponse, PageRequest
from groundswell.spaces.queries import SpaceName, space_names
from groundswell.topics.queries.pages import END, Place, post_page
from groundswell.topics.views.fetching import number_in, seen_head, seen_space

_ATOM = "application/atom+xml"


@for_visitors
def community_feed(request: PageRequest) -> HttpResponse:
    """The topics with the newest talk."""
    community = the_community()
    if community is None or not community.is_open:
        raise Http404
    return _answered(request, feed_of_community(request.actor, community, number_in(request, "before")))


@for_visitors
def space_feed(request: PageRequest, pk: int) -> HttpResponse:
    """The topics of one space."""
    space = space_names()[seen_space(request, pk).pk]
    return _answered(request, feed_of_space(request.actor, space, number_in(request, "before")), space)


@for_visitors
def topic_feed(request: PageRequest, pk: int) -> HttpResponse:
    """The newest posts of one topic."""
    head = seen_head(request, pk)
    before = number_in(request, "before")
    page = post_page(request.actor, head.id, Place(before=before) if before else END)
    return _answered(request, feed_of_topic(head, page), space_names()[head.space])


def _answered(request: PageRequest, feed: Feed, space: SpaceName | None = None) -> HttpResponse:
    """A feed is for readers: search engines show the pages instead, and of unlisted spaces nothing."""
    response = xml(request, "discovery/feed.xml", {"feed": feed}, kind=_ATOM)
    may_be_followed = is_listed(space) if space else is_found()
    response["X-Robots-Tag"] = "noindex" if may_be_followed else "none"
    response["Last-Modified"] = http_date(feed.updated.timestamp())
    return response
