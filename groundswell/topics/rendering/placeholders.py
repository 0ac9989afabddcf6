"""References inside stored HTML: how they are written, found again, and completed for one reader.

A placeholder is U+E000, a body and U+E001; members cannot write either character (see `source`).
Nothing here knows who is reading: whoever expands passes labels only for what the reader may see.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape
from typing import Final, NamedTuple

OPEN: Final = "\ue000"
CLOSE: Final = "\ue001"
EXCERPT_LENGTH: Final = 200

_PLACEHOLDER: Final = re.compile(f"{OPEN}([mptq]:[0-9]+|/q){CLOSE}")
_TAG: Final = re.compile(r"""<(/?[a-z0-9]+)(?:[^">]|"[^"]*")*>""")
_INLINE_TAGS: Final = frozenset({"a", "em", "strong", "s", "code"})


class Kind(StrEnum):
    """What a placeholder stands for."""

    MEMBER = "m"
    POST = "p"
    TOPIC = "t"
    QUOTE = "q"
    QUOTE_END = "/q"


class Ref(NamedTuple):
    """One placeholder. A tuple, since a page makes and looks up many; the end of a quote has id 0."""

    kind: Kind
    id: int

    def __str__(self) -> str:
        body = self.kind.value if self.kind is Kind.QUOTE_END else f"{self.kind.value}:{self.id}"
        return f"{OPEN}{body}{CLOSE}"


QUOTE_END: Final = Ref(Kind.QUOTE_END, 0)
_KINDS: Final = {kind.value: kind for kind in Kind}


class Label(NamedTuple):
    """What one reader sees in place of a reference: where it leads, and its text, both unescaped."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of the page's own around references, in the reader's language, unescaped."""

    wrote: str = "{name} wrote:"
    hidden: str = "This quotes a post that you cannot see."
    somebody: str = "@…"


PHRASES: Final = Phrases()


def parts(html: str) -> list[str | Ref]:
    """Split stored HTML at its placeholders, in one pass."""
    if OPEN not in html:
        return [html]
    pieces = _PLACEHOLDER.split(html)
    found: list[str | Ref] = [*pieces]
    found[1::2] = map(_read, pieces[1::2])
    return [part for part in found if part]


def refs(html: str) -> list[Ref]:
    """List what must be looked up before this HTML is shown, in order, with repetitions."""
    if OPEN not in html:
        return []
    return [_read(body) for body in _PLACEHOLDER.findall(html) if body != Kind.QUOTE_END.value]


def _read(body: str) -> Ref:
    if body == Kind.QUOTE_END.value:
        return QUOTE_END
    return Ref(_KINDS[body[0]], int(body[2:]))


def expand(split: Iterable[str | Ref], labels: Mapping[Ref, Label], phrases: Phrases = PHRASES) -> str:
    """Complete stored HTML for one reader.

    `labels` holds what the reader may see and nothing else: a post or topic without a label becomes
    a link that says only its number, a quote without a label becomes one sentence.
    """
    return _Expansion(labels, phrases).run(split)


class _Expansion:
    """One pass over the parts; `hidden` counts the quotes that are open inside a withheld one."""

    def __init__(self, labels: Mapping[Ref, Label], phrases: Phrases) -> None:
        self.labels = labels
        self.phrases = phrases
        self.out: list[str] = []
        self.open = 0
        self.hidden = 0

    def run(self, split: Iterable[str | Ref]) -> str:
        for part in split:
            if isinstance(part, str):
                if not self.hidden:
                    self.out.append(part)
            elif part.kind is Kind.QUOTE:
                self._open_quote(part)
            elif part.kind is Kind.QUOTE_END:
                self._close_quote()
            elif not self.hidden:
                self.out.append(self._link(part))
        self.out.append("</blockquote>" * self.open)
        return "".join(self.out)

    def _open_quote(self, ref: Ref) -> None:
        if self.hidden:
            self.hidden += 1
        elif (label := self.labels.get(ref)) is None:
            self.hidden = 1
            self.out.append(f'<p class="quote-hidden" dir="auto">{escape(self.phrases.hidden)}</p>')
        else:
            self.open += 1
            words = escape(self.phrases.wrote).replace("{name}", _anchor(label), 1)
            self.out.append(
                f'<blockquote class="quote" dir="auto"><p class="quote-author" dir="auto">{words}</p>'
            )

    def _close_quote(self) -> None:
        if self.hidden:
            self.hidden -= 1
        elif self.open:
            self.open -= 1
            self.out.append("</blockquote>")

    def _link(self, ref: Ref) -> str:
        label = self.labels.get(ref)
        if ref.kind is Kind.MEMBER:
            return _anchor(label, "mention") if label else escape(self.phrases.somebody)
        path = f"/{ref.kind.value}/{ref.id}"
        return _anchor(label or Label(f"{path}/", path), "reference")


def _anchor(label: Label, name: str = "") -> str:
    kind = f' class="{name}"' if name else ""
    return f'<a{kind} href="{escape(label.address)}"><bdi>{escape(label.text)}</bdi></a>'


def excerpt(html: str, *, length: int = EXCERPT_LENGTH, names: Mapping[int, str] | None = None) -> str:
    """Give the first words of stored HTML as plain text for lists.

    Quotes are left out, titles of other topics are never included, and people are named only where
    the caller passes `names` by member id: an excerpt may be stored, a name or title may change hands.
    """
    words: list[str] = []
    quotes = 0
    for part in parts(html):
        if isinstance(part, str):
            if not quotes:
                words.append(_TAG.sub(_gap, part))
        elif part.kind is Kind.QUOTE:
            quotes += 1
        elif part.kind is Kind.QUOTE_END:
            quotes -= 1
        elif not quotes:
            words.append(escape((names or {}).get(part.id, "@…")) if part.kind is Kind.MEMBER else "…")
    return _shortened(" ".join(unescape("".join(words)).split()), length)


def _gap(tag: re.Match[str]) -> str:
    return "" if tag[1].lstrip("/") in _INLINE_TAGS else " "


def _shortened(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    head = text[:length]
    cut = head.rfind(" ", length // 2)
    return f"{head[:cut] if cut > 0 else head}…"
