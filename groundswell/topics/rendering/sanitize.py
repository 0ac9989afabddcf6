"""The second net below the parser: only these tags, attributes and schemes leave the renderer.

There is no `style`, `class`, `id`, `name`, `data-*` or `hx-*`: htmx obeys `data-hx-*` too, and a class
of ours on a member's text could pass for the page's own words. There is no `img`: a picture on another
server is a request to a third party and tells it who reads what, so pictures become links (see `weave`).
"""

from typing import Final

import nh3

from groundswell.topics.rendering.addresses import SCHEMES

LINK_REL: Final = "nofollow ugc noopener"
TAGS: Final = frozenset(
    {
        *("p", "br", "hr", "pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "h6"),
        *("em", "strong", "s", "code", "a"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
)
# `*` is named so that nh3 adds none of its own.
ATTRIBUTES: Final[dict[str, set[str]]] = {"*": set(), "a": {"href", "title"}, "ol": {"start"}}
_DIRECTED: Final = ("p", "pre", "blockquote", "ul", "ol", "h3", "h4", "h5", "h6", "table")
ATTRIBUTE_VALUES: Final = {tag: {"dir": {"auto", "ltr"}} for tag in _DIRECTED} | {
    cell: {"align": {"left", "center", "right"}} for cell in ("th", "td")
}

# A table that is wider than the window scrolls by itself, and must be within reach of the keyboard.
ATTRIBUTE_VALUES["table"]["tabindex"] = {"0"}
SET_VALUES: Final = {"table": {"tabindex": "0"}}

_CLEANER: Final = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    tag_attribute_values=ATTRIBUTE_VALUES,
    set_tag_attribute_values=SET_VALUES,
    url_schemes=set(SCHEMES),
    link_rel=LINK_REL,
)


def sanitized(html: str) -> str:
    """Keep what is on the lists, whatever the input."""
    return _CLEANER.clean(html)
