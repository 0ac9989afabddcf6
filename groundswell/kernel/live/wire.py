"""What goes over the wire: the text/event-stream format, and what a browser asks to hear."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.kernel.http import HttpRequest
from groundswell.kernel.ids import read_id
from groundswell.kernel.live.audience import Happened, News, Place

MOST_SUBJECTS = 24
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'"),
]
_PLACE = re.compile(r"(-?\d{1,19}):(\d{1,19})")
_FIRST_WAIT, _MORE_WAIT = 1000, 4000


@dataclass(frozen=True, slots=True)
class Wish:
    """What one browser wants to hear, and after which place, or since which second, it has heard nothing."""

    topics: frozenset[int]
    spaces: frozenset[int]
    lists: bool
    after: Place | None
    since: int | None

    def wants(self, happened: Happened) -> bool:
        """Whether it may be something for this browser."""
        return self.lists or happened.topic in self.topics or happened.space in self.spaces

    def hears(self, news: News) -> bool:
        """Whether these are the news it asked for."""
        return news.happened.topic in self.topics or (news.in_lists and self.wants(news.happened))


def read_wish(request: HttpRequest) -> Wish | None:
    """From the address and the header of a browser that comes back; None where that makes no sense."""
    topics, spaces = (_numbers(request, name) for name in ("topic", "space"))
    if topics is None or spaces is None or len(topics) + len(spaces) > MOST_SUBJECTS:
        return None
    lists = "lists" in request.GET or not (topics or spaces)
    if came_back := read_place(request.headers.get("Last-Event-ID", "")):
        return Wish(topics, spaces, lists, came_back, None)
    after, since = (request.GET.get(name, "") for name in ("after", "since"))
    return Wish(topics, spaces, lists, read_place(after), read_id(since))


def read_place(text: str) -> Place | None:
    found = _PLACE.fullmatch(text)
    return Place(int(found[1]), int(found[2])) if found else None


def event(name: str, place: Place, data: Mapping[str, object]) -> bytes:
    """One event as browsers read it. Ids are strings: they are more than a number holds there."""
    said = {key: value if isinstance(value, bool | float) else str(value) for key, value in data.items()}
    return f"id: {place}\nevent: {name}\ndata: {json.dumps(said, separators=(',', ':'))}\n\n".encode()


def greeting(place: Place) -> bytes:
    """How long to wait before coming back, each a little differently, and where one has come in."""
    wait = _FIRST_WAIT + secrets.randbelow(_MORE_WAIT)
    return f"retry: {wait}\n".encode() + event("ready", place, {})


def _numbers(request: HttpRequest, name: str) -> frozenset[int] | None:
    found = {read_id(text) for text in request.GET.getlist(name)}
    return None if None in found else frozenset(number for number in found if number is not None)
