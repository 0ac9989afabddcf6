"""What the HTML that people wrote between their Markdown becomes; we show HTML as the text it is.

Names carry a `<` in front, so that `<b>` and `[b]` never close each other.
"""

import html
import re

# What stands before and after the words; BLOCKS stand apart from what surrounds them.
AROUND = {
    "<b": ("**", "**"), "<strong": ("**", "**"), "<i": ("*", "*"), "<em": ("*", "*"), "<del": ("~~", "~~"),
    "<s": ("~~", "~~"), "<strike": ("~~", "~~"), "<sup": ("^", ""), "<sub": ("\\_", ""),
    "<summary": ("**", "**"), "<h1": ("# ", ""), "<h2": ("## ", ""), "<h3": ("### ", ""),
    "<h4": ("#### ", ""), "<h5": ("##### ", ""), "<h6": ("###### ", ""),
}  # fmt: skip
BLOCKS = frozenset(
    [
        "<details",
        "<summary",
        "<p",
        "<div",
        "<center",
        "<ul",
        "<ol",
        "<hr",
        "<h1",
        "<h2",
        "<h3",
        "<h4",
        "<h5",
        "<h6",
    ]
)
LAYOUT = frozenset(
    ["<sup", "<sub", "<small", "<big", "<center", "<font", "<mark", "<ins", "<u", "<kbd", "<span", "<div"]
)
ALONE = frozenset(["<p", "<li", "<br", "<hr"])  # these need no other half, and have their say at once
WITHIN_PARAGRAPH = frozenset(AROUND) - BLOCKS | LAYOUT - BLOCKS | {"<a"}
NAMES = "|".join(
    sorted((name[1:] for name in {*AROUND, *BLOCKS, *LAYOUT, *ALONE, "<a"}), key=len, reverse=True)
)

_ATTRIBUTE = re.compile(
    r"""\s(href|src|alt)\s{0,3}=\s{0,3}(?:"([^"]{0,2048}+)"|'([^']{0,2048}+)'|([^"'\s>]{1,2048}+))""",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}+>")


def attributes(tag: str) -> dict[str, str]:
    """The address and the words of a link or an image."""
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "")
        for found in reversed(list(_ATTRIBUTE.finditer(tag)))
    }


def preformatted(line: str) -> str:
    """A line of a <pre>, as its readers saw it."""
    return html.unescape(_TAG.sub("", line))
