"""Where an address of the old forum leads here: to what the reader may see, else nowhere.

One query, whether the thing is hidden or was never there. Where two forums were brought in and both had a
topic 12, the older of the two answers.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.db.models import QuerySet

from groundswell.exchange.models import ExternalId, ExternalType
from groundswell.kernel.actor import Actor
from groundswell.kernel.http import PageRequest
from groundswell.people.models import Member
from groundswell.spaces.models import Space
from groundswell.spaces.queries import space_names
from groundswell.topics.models import Post, Topic
from groundswell.topics.queries.rows import topic_address

_TOPIC = re.compile(r"/t/(?:(?P<bare>\d{1,15})|[^/]+/(?P<topic>\d{1,15}))(?:/(?P<number>\d{1,15}|last))?/?")
_POST = re.compile(r"/p/(?P<post>\d{1,15})(?:/\d{1,15})?/?")
_MEMBER = re.compile(r"/(?:u|users)/(?P<handle>[\w.%-]{1,120})(?:/[a-z/-]{0,60})?", re.IGNORECASE)
_SPACE = re.compile(r"/c/(?:[^/]+/){0,3}?(?P<space>\d{1,15})(?:/(?:none|all|l/[a-z]{1,20}))?/?")


def present_address(request: PageRequest) -> str | None:
    """Where what stood under this path on the old forum stands now, if this reader may see it."""
    for pattern, find in _FINDERS:
        if match := pattern.fullmatch(request.path):
            return find(request.actor, match)
    return None


def _topic(actor: Actor, match: re.Match[str]) -> str | None:
    key, number = match["bare"] or match["topic"], match["number"]
    if number and number != "1":
        places = Post.objects.visible_to(actor).filter(pk__in=_was(ExternalType.PLACE, f"{key}/{number}"))
        if post := _first(places):
            return f"/p/{post.pk}/"
    topic = _first(Topic.objects.visible_to(actor).filter(pk__in=_was(ExternalType.TOPIC, key)))
    return topic_address(topic.pk, topic.title) if topic else None


def _post(actor: Actor, match: re.Match[str]) -> str | None:
    post = _first(Post.objects.visible_to(actor).filter(pk__in=_was(ExternalType.POST, match["post"])))
    return f"/p/{post.pk}/" if post else None


def _member(actor: Actor, match: re.Match[str]) -> str | None:
    handle = unquote(match["handle"]).lower()
    member = _first(Member.objects.visible_to(actor).filter(pk__in=_was(ExternalType.HANDLE, handle)))
    return member.get_absolute_url() if member else None


def _space(actor: Actor, match: re.Match[str]) -> str | None:
    space = _first(Space.objects.visible_to(actor).filter(pk__in=_was(ExternalType.SPACE, match["space"])))
    return space_names()[space.pk].address if space else None


def _was(kind: ExternalType, external: str) -> "QuerySet[ExternalId, int | None]":
    return ExternalId.objects.filter(type=kind, external=external).values_list("object_id", flat=True)


def _first(found: "QuerySet[Any]") -> Any:  # noqa: ANN401 - a row of whatever was asked for
    return found.order_by("pk").first()


_FINDERS: tuple[tuple[re.Pattern[str], Callable[[Actor, re.Match[str]], str | None]], ...] = (
    (_TOPIC, _topic),
    (_POST, _post),
    (_MEMBER, _member),
    (_SPACE, _space),
)
