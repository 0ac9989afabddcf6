"""The way from a member's source to the HTML that is stored."""

from dataclasses import dataclass
from html import escape
from typing import Final

from groundswell.topics.rendering.addresses import own_pattern
from groundswell.topics.rendering.found import Found, ResolveHandles
from groundswell.topics.rendering.inline import InlineWeaver
from groundswell.topics.rendering.limits import LIMITS, Limits
from groundswell.topics.rendering.parser import parse, to_html
from groundswell.topics.rendering.placeholders import Kind, excerpt
from groundswell.topics.rendering.sanitize import sanitized
from groundswell.topics.rendering.source import cleaned
from groundswell.topics.rendering.weave import Weaver

# Raise this with each change in what `render` returns for some source; `rerender` then finds old posts.
RENDERER_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Rendered:
    """Stored HTML and what the writer's own words, not those quoted, refer to; all ids."""

    html: str
    excerpt: str
    mentions: frozenset[int] = frozenset()
    posts: frozenset[int] = frozenset()
    topics: frozenset[int] = frozenset()
    quotes: frozenset[int] = frozenset()


def render(source: str, *, origin: str, resolve_handles: ResolveHandles, limits: Limits = LIMITS) -> Rendered:
    """Render Markdown once, for storing.

    `origin` is this community's own (scheme and host); `resolve_handles` is called at most once, with
    handles as written and without `@`. Raises Unrenderable, a ValueError, where a limit is broken.
    """
    found = Found(limits)
    weaver = Weaver(InlineWeaver(own_pattern(origin), found))
    tokens = weaver.weave(parse(source, limits))
    found.resolve(resolve_handles)
    html = sanitized(to_html(tokens)).strip()
    return Rendered(
        html=html,
        excerpt=excerpt(html),
        mentions=frozenset(found.mentions),
        posts=found.of_kind(Kind.POST),
        topics=found.of_kind(Kind.TOPIC),
        quotes=frozenset(found.quotes),
    )


def render_plain(source: str) -> Rendered:
    """Show a source as it is, without Markdown; for imported texts that break a limit."""
    paragraphs = escape(cleaned(source), quote=False).split("\n\n")
    marked = "\n".join(f'<p dir="auto">{paragraph.replace(chr(10), "<br>")}</p>' for paragraph in paragraphs)
    html = sanitized(marked)
    return Rendered(html=html, excerpt=excerpt(html))
