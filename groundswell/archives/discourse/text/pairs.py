"""Matches the marks that open with those that close; a mark without its other half is plain text."""

from collections import Counter
from collections.abc import Sequence

from groundswell.archives.discourse.text import html
from groundswell.archives.discourse.text.tokens import Mark, Token

_WITHIN_PARAGRAPH = frozenset({"url", "b", "i", "u", "s"}) | html.WITHIN_PARAGRAPH
_AT_LINE_START = frozenset({"quote", "details", "poll"})


def pairs_of(tokens: Sequence[Token]) -> dict[int, int]:
    """Answer, for each mark that has one, where its other half stands, in both directions.

    Each mark is pushed once and popped once: linear, whatever is left open.
    """
    partners: dict[int, int] = {}
    stack: list[int] = []
    open_names: Counter[str] = Counter()
    for at, token in enumerate(tokens):
        if token.mark is Mark.OPEN and (token.is_first_on_line or token.name not in _AT_LINE_START):
            stack.append(at)
            open_names[token.name] += 1
        elif token.mark is Mark.CLOSE and open_names[token.name]:
            begin = _unwind(stack, tokens, open_names, until=token.name)
            if token.name not in _WITHIN_PARAGRAPH or tokens[begin].paragraph == token.paragraph:
                partners[begin], partners[at] = at, begin
    return partners


def _unwind(stack: list[int], tokens: Sequence[Token], open_names: Counter[str], *, until: str) -> int:
    """Pop to the latest mark of that name; what was opened after it stays unmatched."""
    while True:
        at = stack.pop()
        open_names[tokens[at].name] -= 1
        if tokens[at].name == until:
            return at
