"""Between parser and HTML: tokens that speak of this community become references.

One pass over the tokens finds mentions, addresses in running text, links to own topics and posts, and
quotes; people are looked up once, after it. Whatever text an entity or an encoded address has brought
in is cleaned here, so that each placeholder in the outcome is ours.
"""

from collections.abc import Iterator
from typing import Final

from markdown_it.token import Token

from groundswell.topics.rendering.inline import InlineWeaver, placeholder, text_token
from groundswell.topics.rendering.limits import MAX_QUOTE_DEPTH
from groundswell.topics.rendering.placeholders import QUOTE_END, Kind, Ref
from groundswell.topics.rendering.source import without_forbidden

# The page's own headings are the first two levels.
_HEADINGS: Final = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}
_DIRECTED: Final = frozenset({"p", "blockquote", "ul", "ol", "table", *_HEADINGS})
_QUOTE_MARK: Final = "wrote:"
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})


class Weaver:
    """Rewrites the blocks of one source; `quotes` holds, for each open blockquote, whether it is a quote."""

    def __init__(self, inline: InlineWeaver) -> None:
        self.inline = inline
        self.quotes: list[bool] = []

    def weave(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens to write, changing the given ones."""
        out: list[Token] = []
        index = 0
        while index < len(tokens):
            if tokens[index].type == "blockquote_open":
                index = self._open_quote(tokens, index, out)
            else:
                out.append(self._block(tokens[index]))
                index += 1
        return out

    def _open_quote(self, tokens: list[Token], index: int, out: list[Token]) -> int:
        """Write the start of a blockquote; return where to go on."""
        ref, size = self._quoted(tokens[index + 1 : index + 3])
        if ref is None:
            self._enter(is_quote=False)
            out.append(_directed(tokens[index]))
            return index + 1
        if sum(self.quotes) >= MAX_QUOTE_DEPTH:
            out.extend(_left_out(tokens[index].level))
            return _after_close(tokens, index)
        self.inline.found.note_quote(ref)
        self._enter(is_quote=True)
        out.append(placeholder(ref, block=True))
        rest = (tokens[index + 2].children or [])[size:]
        tokens[index + 2].children = rest
        return index + 1 if rest else index + 4

    def _quoted(self, opening: list[Token]) -> tuple[Ref | None, int]:
        """Return the post that a blockquote quotes by its first line, and how many tokens that line takes.

        The line reads `[Name](/p/<id>) wrote:`; the name is looked up again at each reading.
        """
        if not opening or opening[0].type != "paragraph_open":
            return None, 0
        line = opening[1].children or []
        if not line or line[0].type != "link_open":
            return None, 0
        end = next(place for place, token in enumerate(line) if token.type == "link_close") + 1
        ref = self.inline.own_ref(line[0])
        marks = line[end : end + 1]
        is_whole = len(line) <= end + 1 or line[end + 1].type in _BREAKS
        if ref is None or ref.kind is not Kind.POST or not marks or marks[0].content.strip() != _QUOTE_MARK:
            return None, 0
        return (Ref(Kind.QUOTE, ref.id), end + 2) if is_whole else (None, 0)

    def _enter(self, *, is_quote: bool) -> None:
        self.quotes.append(is_quote)
        self.inline.found.is_quoted = True

    def _leave(self, token: Token) -> Token:
        was_quote = self.quotes.pop()
        self.inline.found.is_quoted = bool(self.quotes)
        return placeholder(QUOTE_END, block=True) if was_quote else token

    def _block(self, token: Token) -> Token:
        if token.type == "blockquote_close":
            return self._leave(token)
        if token.type == "inline":
            token.children = self.inline.weave(token.children or [])
        elif token.type in {"fence", "code_block"}:
            token.content = without_forbidden(token.content)
        elif token.tag in {"th", "td"}:
            _align(token)
        _directed(token)
        token.tag = _HEADINGS.get(token.tag, token.tag)
        return token


def _directed(token: Token) -> Token:
    """Let each outermost block take its direction from its own words; what is inside follows it."""
    if token.level == 0 and token.nesting == 1 and token.tag in _DIRECTED:
        token.attrSet("dir", "auto")
    return token


def _align(token: Token) -> None:
    """Turn the parser's inline style, which the security policy forbids, into an attribute."""
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrSet("align", style.removeprefix("text-align:"))


def _left_out(level: int) -> Iterator[Token]:
    """Stand for a quote inside too many quotes; its words are dropped, since their rights go unchecked."""
    opening = Token("paragraph_open", "p", 1, level=level, block=True)
    yield _directed(opening)
    yield Token("inline", "", 0, level=level, children=[text_token("…")])
    yield Token("paragraph_close", "p", -1, level=level, block=True)


def _after_close(tokens: list[Token], index: int) -> int:
    level = tokens[index].level
    while tokens[index].type != "blockquote_close" or tokens[index].level != level:
        index += 1
    return index + 1
