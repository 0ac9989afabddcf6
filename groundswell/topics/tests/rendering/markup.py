"""Reading HTML back as a browser does, to compare it and to see what is in it."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

BLOCKS = frozenset(
    {
        *("DOCUMENT_FRAGMENT", "blockquote", "br", "div", "hr", "li", "ol", "p", "pre", "ul"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody", "td", "th", "thead", "tr"),
    }
)
Piece = str | tuple[Any, ...]


def tree(html: str) -> Element:
    fragment: Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return fragment


def elements(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each element with its attributes; comments and the like come under no name of ours."""
    for element in list(tree(html).iter())[1:]:
        yield str(element.tag), {str(name): value for name, value in element.attrib.items()}


def normalised(html: str, *, without: frozenset[str] = frozenset()) -> list[Piece]:
    """HTML as a list in which only what a reader could see differs: CommonMark's own rule for comparing."""
    pieces: list[Piece] = []
    for piece in _pieces(tree(html), without, is_code=False):
        if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    trimmed = [_trimmed(pieces, place) for place in range(len(pieces))]
    return [piece for piece in trimmed if piece]


def _pieces(element: Element, without: frozenset[str], *, is_code: bool) -> Iterator[Piece]:
    tag = str(element.tag)
    is_code = is_code or tag == "pre"
    yield tag, *sorted(item for item in element.attrib.items() if item[0] not in without)
    yield _spaced(element.text, is_code=is_code)
    for child in element:
        yield from _pieces(child, without, is_code=is_code)
        yield _spaced(child.tail, is_code=is_code)
    yield "/", tag


def _spaced(text: str | None, *, is_code: bool) -> str:
    return (text or "").replace(" ", "\0").replace("\n", "\1") if is_code else re.sub(r"\s+", " ", text or "")


def _trimmed(pieces: list[Piece], place: int) -> Piece:
    piece = pieces[place]
    if isinstance(piece, str):
        piece = piece.lstrip(" ") if _is_block(pieces[place - 1]) else piece
        piece = piece.rstrip(" ") if _is_block(pieces[place + 1]) else piece
    return piece


def _is_block(piece: Piece) -> bool:
    return (piece[1] if piece[0] == "/" else piece[0]) in BLOCKS
