"""Tells the lines of a text apart: prose, blank, and code, in which nothing is touched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from groundswell.archives.discourse.text.html import preformatted

# Quantifiers are possessive (`*+`) or bounded, here and in tokens.py, so that no input makes them retry.
_CONTAINERS = re.compile(r"(?:[ \t]*+(?:>|[-*+](?=[ \t])|\d{1,9}+[.)](?=[ \t])))*+")
_FENCE = re.compile(r"[ \t]*+(?:(`{3,}+)[^`]*+|(~{3,}+).*+)$")
_LIST_ITEM = re.compile(r"[ \t]*+(?:[-*+]|\d{1,9}+[.)])[ \t]++")
_BLOCKQUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_QUOTE_OPEN = re.compile(r"\[quote[\]=]", re.IGNORECASE)
_QUOTE_CLOSE = re.compile(r"\[/quote\][ \t]*+$", re.IGNORECASE)
_CODE_TAG = re.compile(r"\[code(?:[ =][^\[\]]{0,100})?\][ \t]*+$", re.IGNORECASE)
_CODE_INDENT = 4
_PRE = re.compile(r"<pre(?:[ ][^<>]{0,200}+)?>", re.IGNORECASE)
_OUR_FENCE = "~~~~~~~~"


class Sort(Enum):
    PROSE = auto()
    BLANK = auto()
    CODE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    sort: Sort
    text: str


def lines_of(raw: str) -> Iterator[Line]:
    """Sort the lines one by one, as CommonMark reads them, and with Discourse's own marks for code."""
    sorter = _Sorter()
    lines = (sorter.sort(text) for text in raw.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for is_blockquote, run in groupby(lines, key=lambda line: bool(_BLOCKQUOTE.match(line.text))):
        found = list(run)
        yield from _unwrapped(found) if is_blockquote else found


def _unwrapped(run: list[Line]) -> list[Line]:
    """A blockquote around one [quote] says the same thing twice; the [quote] says who."""
    texts = [_BLOCKQUOTE.sub("", line.text) for line in run]
    if (
        run[0].sort is not Sort.PROSE
        or not _QUOTE_OPEN.match(texts[0])
        or not texts[-1].rstrip().lower().endswith("[/quote]")
    ):
        return run
    return [
        Line(line.sort if text.strip() else Sort.BLANK, text) for line, text in zip(run, texts, strict=True)
    ]


class _Sorter:
    """Remembers what the lines so far have opened."""

    def __init__(self) -> None:
        self._closing = ""  # what ends the code we are in: a fence, "</pre>" or "[/code]"
        self._is_in_blockquote = False  # the fence stands in a blockquote and ends with it
        self._quotes = 0  # open [quote]s: a fence that nobody closed ends with its passage
        self._before = Sort.BLANK
        self._list_width = 0  # how far an item's text is indented, 0 outside of lists

    def sort(self, text: str) -> Line:
        line = self._in_code(text) if self._closing else self._outside(text)
        self._before = line.sort
        return line

    def _in_code(self, text: str) -> Line:
        stripped = text.strip()
        if self._is_in_blockquote and not stripped.startswith(">"):
            self._closing = ""
            return self._outside(text)
        if self._quotes and _QUOTE_CLOSE.match(stripped):
            self._closing = ""
            return self._outside(text)
        if self._closing == "</pre>":
            return self._preformatted(text)
        if self._closing == "[/code]" and stripped.lower() == "[/code]":
            text = _OUR_FENCE
        if self._ends(stripped):
            self._closing = ""
        return Line(Sort.CODE, text)

    def _preformatted(self, text: str, *, begun: bool = False) -> Line:
        """Words of a <pre> between our fences; a tag with words beside it becomes two lines or three."""
        is_end = "</pre>" in text.lower()
        self._closing = "" if is_end else "</pre>"
        words = preformatted(text)
        lines = (
            [_OUR_FENCE] * begun + [words] * (bool(words) or not (begun or is_end)) + [_OUR_FENCE] * is_end
        )
        return Line(Sort.CODE, "\n".join(lines))

    def _ends(self, stripped: str) -> bool:
        if self._closing[0] not in "`~":
            return self._closing in stripped.lower()
        stripped = stripped.lstrip("> \t")
        return len(stripped) >= len(self._closing) and not stripped.strip(self._closing[0])

    def _outside(self, text: str) -> Line:
        stripped = text.strip()
        if not stripped:
            return Line(Sort.BLANK, text)
        if self._is_indented_code(text):
            return Line(Sort.CODE, text)
        self._follow_list(text)
        return self._opened(text, stripped)

    def _opened(self, text: str, stripped: str) -> Line:
        containers = _CONTAINERS.match(text)
        prefix = containers[0] if containers else ""
        if fence := _FENCE.match(text, len(prefix)):
            self._closing = fence[1] or fence[2]
            self._is_in_blockquote = ">" in prefix
            return Line(Sort.CODE, text)
        if _CODE_TAG.match(stripped):
            self._closing, self._is_in_blockquote = "[/code]", False
            return Line(Sort.CODE, _OUR_FENCE)
        if _PRE.match(stripped):
            self._is_in_blockquote = False
            return self._preformatted(text, begun=True)
        self._count_quotes(stripped)
        return Line(Sort.PROSE, text)

    def _count_quotes(self, stripped: str) -> None:
        if _QUOTE_OPEN.match(stripped):
            self._quotes += 1
        if stripped.lower().endswith("[/quote]"):
            self._quotes = max(0, self._quotes - 1)

    def _is_indented_code(self, text: str) -> bool:
        if self._before is Sort.PROSE:
            return False
        return _indent(text) >= self._list_width + _CODE_INDENT

    def _follow_list(self, text: str) -> None:
        if item := _LIST_ITEM.match(text):
            self._list_width = _width(item[0])
        elif self._before is Sort.BLANK and _indent(text) < min(self._list_width, 2):
            self._list_width = 0


def _indent(text: str) -> int:
    return _width(text[: len(text) - len(text.lstrip(" \t"))])


def _width(space: str) -> int:
    return len(space.expandtabs(_CODE_INDENT))
