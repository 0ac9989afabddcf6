"""The tags by which a page tells machines what it is: robots, canonical link, OpenGraph, feeds, JSON-LD."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import to_locale
from markupsafe import Markup

_ATOM, _OEMBED = "application/atom+xml", "application/json+oembed"
# In a script element these could end it or begin a comment; written as escapes, they are the same JSON.
_ENDING = "<>&\u2028\u2029"

NOT_FOR_SEARCH = Markup('<meta name="robots" content="noindex">')


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands for the page where its link is shown."""

    address: str
    text: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Told:
    """What one page tells. All addresses are whole; `feeds` are pairs of a title and an address."""

    address: str
    title: str
    site: str
    language: str
    description: str = ""
    is_listed: bool = True
    opened_at: datetime | None = None
    changed_at: datetime | None = None
    picture: Picture | None = None
    feeds: Sequence[tuple[str, str]] = ()
    oembed: str = ""
    structured: Sequence[Mapping[str, Any]] = ()

    def tags(self) -> Markup:
        """All of it, a tag a line."""
        return Markup("\n").join([*self._links(), *self._properties(), *self._script()])

    def _links(self) -> Iterator[Markup]:
        if not self.is_listed:
            yield NOT_FOR_SEARCH
        yield Markup('<link rel="canonical" href="{}">').format(self.address)
        for title, address in self.feeds:
            yield _alternate(_ATOM, address, title)
        if self.oembed:
            yield _alternate(_OEMBED, self.oembed, self.title)
        if self.description:
            yield Markup('<meta name="description" content="{}">').format(self.description)

    def _properties(self) -> Iterator[Markup]:
        told = {
            "og:type": "article" if self.opened_at else "website",
            "og:url": self.address,
            "og:title": self.title,
            "og:description": self.description,
            "og:site_name": self.site,
            "og:locale": to_locale(self.language),
            "article:published_time": self.opened_at and self.opened_at.isoformat(),
            "article:modified_time": self.changed_at and self.changed_at.isoformat(),
        }
        if self.picture:
            told |= {
                "og:image": self.picture.address,
                "og:image:type": "image/png",
                "og:image:width": str(self.picture.width),
                "og:image:height": str(self.picture.height),
                "og:image:alt": self.picture.text,
            }
        yield from (_property("property", name, value) for name, value in told.items() if value)
        yield _property("name", "twitter:card", "summary_large_image" if self.picture else "summary")

    def _script(self) -> Iterator[Markup]:
        """A block of data: browsers do not run it, and the policy against inline scripts lets it be."""
        if self.structured and self.is_listed:
            graph = {"@context": "https://schema.org", "@graph": list(self.structured)}
            text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
            for mark in _ENDING:  # several times faster than str.translate
                text = text.replace(mark, f"\\u{ord(mark):04x}")
            yield Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - escaped above


def _property(kind: str, name: str, value: str) -> Markup:
    return Markup('<meta {}="{}" content="{}">').format(kind, name, value)


def _alternate(kind: str, address: str, title: str) -> Markup:
    return Markup('<link rel="alternate" type="{}" href="{}" title="{}">').format(kind, address, title)
