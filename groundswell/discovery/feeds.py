"""Feeds as their template writes them, in Atom (RFC 4287): titles, links and words made fit to travel."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.community.queries import ThisCommunity, the_community
from groundswell.discovery.queries import FEED, Opened, opened_topics
from groundswell.discovery.reach import absolute
from groundswell.kernel import ids
from groundswell.kernel.actor import Actor
from groundswell.spaces.queries import SpaceName
from groundswell.topics.queries.heads import TopicHead
from groundswell.topics.queries.pages import PostPage
from groundswell.topics.queries.rows import Person, PostRow

# The address of a community may change, and then each entry would be new: so ids are made of our own numbers.
_OURS = uuid.UUID("6b0b6c1e-6d3c-4f0a-9a51-6d6f8a7f3f51")
_OWN_PATH = re.compile(r'(?<= )(href|src)="/(?!/)')


@dataclass(frozen=True, slots=True)
class Entry:
    """One topic or post. `html` is complete; `replies` is the feed of what was answered."""

    id: str
    title: str
    address: str
    author: str
    author_address: str
    published: datetime
    updated: datetime
    html: str
    language: str = ""
    replies: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. `itself` and `page` are where it and the page that it follows stand; `older` the rest of it."""

    id: str
    title: str
    itself: str
    page: str
    updated: datetime
    entries: Sequence[Entry]
    subtitle: str = ""
    older: str = ""


def feed_of_community(actor: Actor, community: ThisCommunity, before: int | None = None) -> Feed:
    """Every topic that the actor may see, those with the newest talk first."""
    key = f"community/{community.founded_at.isoformat()}"
    path = reverse("discovery:feed")
    topics = opened_topics(actor, before=before)
    words = (community.name, community.purpose)
    return _feed(key, words, (path, "/"), topics=topics, began=community.founded_at)


def feed_of_space(actor: Actor, space: SpaceName, before: int | None = None) -> Feed:
    """The topics of one space."""
    path = reverse("discovery:space_feed", args=[space.id])
    topics = opened_topics(actor, space=space.id, before=before)
    words = (_within(space.name), space.about)
    began = ids.time_of(space.id)
    return _feed(f"space/{space.id}", words, (path, space.address), topics=topics, began=began)


def feed_of_topic(head: TopicHead, page: PostPage) -> Feed:
    """One page of a topic's posts, the newest first."""
    path = reverse("discovery:topic_feed", args=[head.id])
    entries = [_of_post(head, post) for post in reversed(page.posts)]
    return Feed(
        id=_urn(f"topic-feed/{head.id}"),
        title=_within(head.title),
        itself=absolute(path),
        page=absolute(head.address),
        updated=max((entry.updated for entry in entries), default=head.opened_at),
        entries=entries,
        older=absolute(f"{path}?before={page.first}") if page.has_earlier else "",
    )


def _feed(
    key: str, words: tuple[str, str], paths: tuple[str, str], *, topics: Sequence[Opened], began: datetime
) -> Feed:
    entries = [_of_topic(topic) for topic in topics]
    path, page = paths
    more = f"{path}?before={topics[-1].last_post}" if len(topics) == FEED else ""
    return Feed(
        id=_urn(key),
        title=words[0],
        subtitle=words[1],
        itself=absolute(path),
        page=absolute(page),
        updated=max((entry.updated for entry in entries), default=began),
        entries=entries,
        older=absolute(more) if more else "",
    )


def _of_topic(topic: Opened) -> Entry:
    return Entry(
        id=_urn(f"topic/{topic.id}"),
        title=topic.title,
        address=absolute(topic.address),
        **_by(topic.author),
        published=topic.at,
        updated=topic.updated,
        html=_words(topic.html),
        language=topic.language,
        replies=absolute(reverse("discovery:topic_feed", args=[topic.id])),
    )


def _of_post(head: TopicHead, post: PostRow) -> Entry:
    said = _("%(name)s in “%(title)s”") % {"name": post.author.name, "title": head.title}
    return Entry(
        id=_urn(f"topic/{head.id}" if post.is_opening else f"post/{post.id}"),
        title=head.title if post.is_opening else said,
        address=absolute(f"/p/{post.id}/"),
        **_by(post.author),
        published=post.written_at,
        updated=post.edited_at or post.written_at,
        html=_words(post.html),
    )


def _by(author: Person) -> dict[str, str]:
    return {
        "author": author.name,
        "author_address": absolute(author.address) if author.address else "",
    }


def _words(html: str) -> str:
    """What was written, with our own links as they are followed from elsewhere."""
    if not html:
        return _("The author has taken these words back.")
    return _OWN_PATH.sub(lambda found: f'{found[1]}="{absolute("/")}', html)


def _within(name: str) -> str:
    community = the_community()
    return f"{name} · {community.name}" if community else name


def _urn(key: str) -> str:
    return uuid.uuid5(_OURS, key).urn
