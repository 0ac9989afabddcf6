"""Which page tells machines what. A page that is not named here is not for search engines.

Lists and numbers come from what the page shows already: nothing is asked of the database.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from jinja2.runtime import Context
from markupsafe import Markup

from groundswell.community.queries import ThisCommunity
from groundswell.discovery import structured
from groundswell.discovery.picture import HEIGHT, WIDTH, picture_path
from groundswell.discovery.reach import absolute, is_found, is_listed
from groundswell.discovery.tags import NOT_FOR_SEARCH, Picture, Told
from groundswell.discovery.words import description
from groundswell.kernel.ids import read_id
from groundswell.spaces.queries import SpaceName
from groundswell.topics.queries.heads import TopicHead
from groundswell.topics.queries.pages import PostPage

Page = Callable[[Context, ThisCommunity], Told]


def told_to_machines(context: Context) -> Markup:
    """The tags of a visitor's page."""
    match, community = context["request"].resolver_match, context["community"]
    shows, tell = _PAGES.get(match.view_name if match else "", ("", None))
    if tell is None or community is None or context.get(shows) is None:
        return NOT_FOR_SEARCH  # it is none of these pages, or a refusal in its place
    return tell(context, community).tags()


def _home(_context: Context, community: ThisCommunity) -> Told:
    return Told(
        **_of(community, "/", community.name),
        description=community.purpose or community.message,
        is_listed=is_found(),
        feeds=[_community_feed(community)],
        structured=structured.site(community),
    )


def _list(path_name: str) -> Page:
    """A list; its further pages and its filters are the plain one to whoever counts pages."""

    def told(_context: Context, community: ThisCommunity) -> Told:
        facts = _of(community, reverse(path_name), community.name)
        return Told(**facts, is_listed=is_found(), feeds=[_community_feed(community)])

    return told


def _space(context: Context, community: ThisCommunity) -> Told:
    space: SpaceName = context["space"]
    return Told(
        **_of(community, space.address, space.name),
        description=space.about,
        is_listed=is_listed(space),
        feeds=[_space_feed(space)],
        structured=[structured.path_to(community, (space.name, space.address))],
    )


def _topic(context: Context, community: ThisCommunity) -> Told:
    head: TopicHead = context["topic"]
    page: PostPage = context["page"]
    space: SpaceName = context["space"]
    listed = is_listed(space)
    first = page.posts[0] if page.posts else None
    steps = [(space.name, space.address), (head.title, head.address)]
    posting = structured.posting(head, page, space) if listed else {}
    return Told(
        **_of(community, _canonical(context, head, page), head.title),
        description=description(first.html) if first else "",
        is_listed=listed,
        opened_at=head.opened_at,
        changed_at=head.last_at,
        picture=Picture(absolute(picture_path(head.id, head.title, community)), head.title, WIDTH, HEIGHT),
        feeds=[(head.title, absolute(reverse("discovery:topic_feed", args=[head.id]))), _space_feed(space)],
        oembed=f"{absolute(reverse('discovery:oembed'))}?{urlencode({'url': absolute(head.address)})}",
        structured=[
            context["kind"].structured(posting, context["panel"]),
            structured.path_to(community, *steps),
        ],
    )


def _canonical(context: Context, head: TopicHead, page: PostPage) -> str:
    """A topic's page, and each later page to which its pager leads, by one address.

    The pager asks for what stands from just behind a post; whoever asks for a post itself is shown the
    topic from its midst, and whoever asks for more than there is its end: both are the topic.
    """
    query = context["request"].GET
    asked = None if "end" in query else read_id(query.get("from", ""))
    is_later_page = asked is not None and page.has_earlier and asked < (page.first or 0)
    return f"{head.address}?from={asked}" if is_later_page else head.address


def _of(community: ThisCommunity, path: str, title: str) -> dict[str, Any]:
    facts = {"site": community.name, "language": community.language}
    return {"address": absolute(path), "title": title, **facts}


def _community_feed(community: ThisCommunity) -> tuple[str, str]:
    return community.name, absolute(reverse("discovery:feed"))


def _space_feed(space: SpaceName) -> tuple[str, str]:
    return space.name, absolute(reverse("discovery:space_feed", args=[space.id]))


# By route: what must stand in the page's context, and what it then tells.
_PAGES: Mapping[str, tuple[str, Page | None]] = {
    "site:home": ("space_rows", _home),
    "topics:list": ("page", _list("topics:list")),
    "spaces:list": ("spaces", _list("spaces:list")),
    "topics:space": ("space", _space),
    "topics:detail": ("topic", _topic),
}
