"""The first words of a post as plain text: whom it names is named, what it quotes is left out."""

import re
from functools import partial

from groundswell.topics.rendering.placeholders import excerpt

_QUOTE = re.compile(r"</?blockquote\b[^>]*>")
_NAME = re.compile(r"</?bdi>")
# So much of a post is looked at; the longest has 64 kB.
_ENOUGH = 6_000


def first_words(html: str, length: int) -> str:
    """At most `length` characters of a post that has been completed for its reader."""
    return excerpt(_NAME.sub("", _without_quotes(_beginning(html))), length=length)


def _beginning(html: str) -> str:
    """As much as is looked at, up to the last tag that is whole."""
    begun = html[:_ENOUGH]
    before, _mark, tag = begun.rpartition("<")
    return begun if len(html) <= _ENOUGH or ">" in tag else before


def _without_quotes(html: str) -> str:
    """What stands outside of every blockquote."""
    depth, kept, at = 0, [], 0
    for mark in _QUOTE.finditer(html):
        if depth == 0:
            kept.append(html[at : mark.start()])
        depth = max(0, depth - 1) if mark[0].startswith("</") else depth + 1
        at = mark.end()
    return "".join([*kept, html[at:] if depth == 0 else ""])


description = partial(first_words, length=200)
