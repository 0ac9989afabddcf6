"""Markdown to tokens: CommonMark, tables and strikethrough; HTML is shown as the text it is.

markdown-it-py's own linkify rules stay off, since their cost grows with the square of the text;
`bare_address` and `weave` link addresses in one pass instead.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from groundswell.topics.rendering.addresses import REST_OF_WEB_ADDRESS, is_allowed, without_trailing
from groundswell.topics.rendering.limits import MAX_ADDRESS, MAX_NESTING, Fault, Limits, Unrenderable
from groundswell.topics.rendering.source import cleaned

_LIMITS_KEY: Final = "limits"
_CELLS_KEY: Final = "cells"
_COLUMN: Final = re.compile("-+")  # in the line that makes a table of the one above


def parse(source: str, limits: Limits) -> list[Token]:
    """Read a source. Raises Unrenderable where it breaks a limit."""
    if len(source) > limits.length:
        raise Unrenderable(Fault.LENGTH, limits)
    source = cleaned(source)
    if source.count("\n") > limits.lines:
        raise Unrenderable(Fault.LINES, limits)
    return _markdown().parse(source, {_LIMITS_KEY: limits, _CELLS_KEY: 0})


def to_html(tokens: Sequence[Token]) -> str:
    """Write tokens as HTML, not yet sanitised."""
    markdown = _markdown()
    written: str = markdown.renderer.render(tokens, markdown.options, {})
    return written


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    markdown = _Markdown(
        "commonmark", {"html": False, "breaks": True, "maxNesting": MAX_NESTING}, renderer_cls=_Renderer
    )
    markdown.enable(["table", "strikethrough"])
    markdown.disable(["linkify", "html_inline", "html_block", "text_join"])
    markdown.block.ruler.at("table", _bounded_table, {"alt": ["paragraph", "reference"]})
    markdown.inline.ruler.after("text", "bare_address", _bare_address)
    return markdown


class _Markdown(MarkdownIt):
    """Leaves a link as the text it is where its address may not be followed."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - its name is the parser's
        return is_allowed(url)


class _Renderer(RendererHTML):
    """Adds placeholders, and code whose direction is that of code in a page of any direction."""

    def placeholder(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        return tokens[idx].content

    def fence(  # noqa: PLR0917 - the parser calls its rules so
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return self.code_block(tokens, idx, options, env)

    def code_block(  # noqa: PLR0917 - the parser calls its rules so
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return super().code_block(tokens, idx, options, env).replace("<pre>", '<pre dir="ltr">', 1)


def _bounded_table(  # noqa: PLR0917 - the parser calls its rules so
    state: StateBlock,
    start_line: int,
    end_line: int,
    silent: bool,  # noqa: FBT001 - and so
) -> bool:
    """Count cells, and read no more rows of a table than it takes to refuse it.

    A first row of 1,000 columns asks for as many cells in each row below, written or not.
    """
    limits: Limits = state.env[_LIMITS_KEY]
    rule = state.src[state.bMarks[start_line + 1] : state.eMarks[start_line + 1]]
    rows = 2 + limits.cells // (len(_COLUMN.findall(rule)) or 1)
    before = len(state.tokens)
    found = table(state, start_line, min(end_line, start_line + 1 + rows), silent)
    if found and not silent:
        state.env[_CELLS_KEY] += sum(token.tag in {"th", "td"} for token in state.tokens[before:]) // 2
        if state.env[_CELLS_KEY] > limits.cells:
            raise Unrenderable(Fault.CELLS, limits)
    return found


def _bare_address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser calls its rules so
    """Link a web address where it stands, before its underscores and stars can be taken for emphasis."""
    scheme = _scheme_before(state)
    match = REST_OF_WEB_ADDRESS.match(state.src, state.pos, state.posMax) if scheme else None
    if match is None or len(match[0]) > MAX_ADDRESS:
        return False
    rest = without_trailing(match[0])
    address = state.md.normalizeLink(scheme + rest)
    if len(rest) < len("://x") or not is_allowed(address):
        return False
    if not silent:
        if not state.pending.endswith(scheme):
            return False
        state.pending = state.pending[: -len(scheme)]
        _push_link(state, address, scheme + rest)
    state.pos += len(rest)
    return True


def _scheme_before(state: StateInline) -> str:
    if state.src[state.pos] != ":" or state.linkLevel:
        return ""
    before = state.src[max(0, state.pos - 6) : state.pos]
    for scheme in ("https", "http"):
        if before.lower().endswith(scheme):
            rest = before[: -len(scheme)]
            return "" if rest and rest[-1].isalnum() else before[len(rest) :]
    return ""


def _push_link(state: StateInline, address: str, text: str) -> None:
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": address}
    opening.info = "auto"
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1).info = "auto"
