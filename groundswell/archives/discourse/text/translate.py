"""Decides what becomes of each mark that Discourse knows and Markdown does not."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from groundswell.archives.discourse.reasons import Reason
from groundswell.archives.discourse.text import html
from groundswell.archives.discourse.text.addresses import Forum
from groundswell.archives.discourse.text.emoji import character_of
from groundswell.archives.discourse.text.page import Page
from groundswell.archives.discourse.text.pairs import pairs_of
from groundswell.archives.discourse.text.tokens import Mark, Token, tokens_of
from groundswell.archives.discourse.text.values import QUOTE_MARKS, date_of, source_of
from groundswell.archives.discourse.text.wording import Wording, escaped
from groundswell.archives.records import ArchivedQuote, ArchivedText, ArchivedUpload, LinkTo, Mention, PostRef
from groundswell.archives.tally import Cargo, Kind

MAX_DEPTH = 5
_INLINE = {"b": "**", "i": "*", "u": "", "s": "~~"}


@dataclass(frozen=True, slots=True)
class Translated:
    """A text in our Markdown, and the account of what it held."""

    text: ArchivedText
    cargo: Cargo


def translate(
    raw: str, forum: Forum, *, topic: int | None = None, wording: Wording | None = None
) -> Translated:
    """Turn a post's raw text into parts. `topic` is where it stands, for quotes that do not say."""
    return _Translation(forum, topic, wording or Wording()).of(raw)


class _Translation:
    """One text on its way."""

    def __init__(self, forum: Forum, topic: int | None, wording: Wording) -> None:
        self._forum = forum
        self._topic = topic
        self._wording = wording
        self._page = Page()
        self._depths: list[bool] = []  # for each open quote, whether it went a level deeper
        self._level = 0
        self._quotes: list[ArchivedQuote] = []
        self._uploads: list[ArchivedUpload] = []
        self._carried: Counter[Kind] = Counter()
        self._left: Counter[tuple[Kind, str]] = Counter()
        self._by_mark: dict[Mark, Callable[[Token], None]] = {
            Mark.DATE: self._date, Mark.LINK: self._link, Mark.TAIL: self._tail, Mark.IMG: self._img,
            Mark.URL: self._url, Mark.DESTINATION: self._destination, Mark.MENTION: self._mention,
            Mark.EMOJI: self._emoji,
            Mark.SPAN: self._span,
            Mark.ALONE: self._alone,
            Mark.LEFT: self._nothing,
        }  # fmt: skip
        self._by_name: dict[str, Callable[[Token], None]] = {
            "quote": self._quote,
            "details": self._details,
            "poll": self._poll,
            "spoiler": self._spoiler,
            "grid": self._arranged,
            "wrap": self._arranged,
            "url": self._begin_link,
            "<a": self._begin_link,
        }

    def of(self, raw: str) -> Translated:
        tokens = list(tokens_of(raw, self._forum.is_upload))
        partners = pairs_of(tokens)
        for at, token in enumerate(tokens):
            if token.mark in self._by_mark:
                self._by_mark[token.mark](token)
            elif at not in partners:
                self._page.write(token.text)
            elif token.mark is Mark.OPEN:
                self._open(token)
            else:
                self._close(token, tokens[partners[at]])
        text = ArchivedText(self._page.finished(), tuple(self._quotes), tuple(self._uploads))
        return Translated(text, Cargo.of(self._carried, self._left))

    # -- marks that open and close

    def _open(self, token: Token) -> None:
        act = self._by_name.get(token.name)
        if act is not None:
            act(token)
        elif token.name.startswith("<"):
            self._html(token.name)
        else:
            self._page.write(_INLINE[token.name])

    def _poll(self, _token: Token) -> None:
        self._leave(Kind.POLLS, Reason.NO_VOTES)
        self._block(f"*{self._wording.poll}*")

    def _spoiler(self, _token: Token) -> None:
        self._leave(Kind.SPOILERS, Reason.SHOWN)
        self._page.write(f"*{self._wording.spoiler}* ")

    def _arranged(self, _token: Token) -> None:
        self._leave(Kind.LAYOUT, Reason.NO_LAYOUT)

    def _begin_link(self, token: Token) -> None:
        self._page.write("[" if token.value or token.name == "<a" else "")

    def _close(self, token: Token, opened: Token) -> None:
        match token.name:
            case "quote":
                self._unquote()
            case "details" | "poll":
                self._page.gap()
            case "url" | "<a":
                self._end_link(opened)
            case name if name.startswith("<"):
                self._page.write(html.AROUND.get(name, ("", ""))[1])
                self._gap_around(name)
            case name:
                self._page.write(_INLINE.get(name, ""))

    def _end_link(self, opened: Token) -> None:
        if opened.value or opened.name == "<a":
            self._page.write("](")
            self._address(opened.value.strip(QUOTE_MARKS))
            self._page.write(")")

    def _html(self, name: str) -> None:
        if name == "<details":
            self._leave(Kind.FOLDS, Reason.UNFOLDED)
        if name in html.LAYOUT:
            self._leave(Kind.LAYOUT, Reason.NO_LAYOUT)
        self._gap_around(name)
        self._page.write(html.AROUND.get(name, ("", ""))[0])

    def _alone(self, token: Token) -> None:
        """`<br>` in a table's cell would end the row as a line end; there it is a space."""
        match token.name:
            case "<br":
                self._page.write(" " if token.is_first_on_line else "\n")
            case "<li":
                self._page.write("\n- ")
            case "<hr":
                self._block("---")
            case _:
                self._page.gap()

    def _gap_around(self, name: str) -> None:
        if name in html.BLOCKS:
            self._page.gap()

    def _nothing(self, _token: Token) -> None:
        """Leave it out."""

    def _details(self, token: Token) -> None:
        self._leave(Kind.FOLDS, Reason.UNFOLDED)
        self._page.gap()
        if title := token.value.strip(QUOTE_MARKS):
            self._block(f"**{escaped(title)}**")

    def _block(self, text: str) -> None:
        self._page.gap()
        self._page.write(text)
        self._page.gap()

    def _quote(self, token: Token) -> None:
        name, post = self._source(token.value)
        self._quotes.append(ArchivedQuote(name, post))
        is_deeper = self._level < MAX_DEPTH
        self._depths.append(is_deeper)
        if not is_deeper:
            self._leave(Kind.QUOTES, Reason.TOO_DEEP)
            self._page.gap()
            return
        self._level += 1
        self._page.deeper()
        self._header(name, post)

    def _header(self, name: str, post: str | None) -> None:
        if post is not None:
            self._carried[Kind.QUOTES] += 1
            self._page.write(f"[{escaped(name)}](")
            self._page.put(LinkTo(PostRef(post), ""))
            self._page.write(") wrote:")
        elif name:
            self._page.write(f"{escaped(name)} wrote:")
        self._page.gap()

    def _unquote(self) -> None:
        if self._depths.pop():
            self._level -= 1
            self._page.shallower()
        else:
            self._page.gap()

    def _source(self, value: str) -> tuple[str, str | None]:
        """Who is named, and which post; what cannot be linked is counted here."""
        name, topic, number = source_of(value)
        topic = self._topic if topic is None else topic
        if not name or topic is None or number is None:
            post, reason = None, Reason.NO_SOURCE
        else:
            post, reason = self._forum.directory.post_at(topic, number), Reason.NO_TARGET
        if post is None and self._level < MAX_DEPTH:
            self._leave(Kind.QUOTES, reason)
        return name, post

    # -- addresses

    def _address(self, address: str, *, said: str = "") -> None:
        """Write an address: ours where it leads into the archive, else as it works from outside.

        `said` is how a bare address stood in the text; one that is not ours stays just so.
        """
        path = self._forum.path_of(address)
        target = self._forum.find(path) if path is not None else None
        if target is not None:
            self._carried[Kind.LINKS] += 1
            self._page.put(LinkTo(target, self._forum.absolute(address), is_bare=bool(said)))
            return
        if self._forum.is_upload(address):
            self._upload("", address, is_image=False)
        elif path is not None:
            self._leave(Kind.LINKS, Reason.NO_TARGET)
        self._page.write(said or (path is not None and self._forum.absolute(address)) or address)

    def _url(self, token: Token) -> None:
        self._address(token.value, said=token.text)

    def _destination(self, token: Token) -> None:
        self._address(token.value)

    def _tail(self, token: Token) -> None:
        self._page.write(token.text.removesuffix(token.value))
        self._address(token.value)

    def _link(self, token: Token) -> None:
        name = token.name.partition("|")[0].strip()
        self._noted_upload(name, token.value, is_image=token.text.startswith("!"))

    def _img(self, token: Token) -> None:
        if self._forum.is_upload(token.value):
            self._noted_upload(token.name.strip(), token.value, is_image=True)
        elif token.value:
            self._page.write(f"![{escaped(token.name)}]({token.value})")
        else:
            self._page.write(token.text)

    def _noted_upload(self, name: str, address: str, *, is_image: bool) -> None:
        self._upload(name, address, is_image=is_image)
        words = self._wording.image if is_image else self._wording.file
        words = words if name else self._wording.nameless
        self._page.write(f"*({words.replace('{name}', escaped(name))})*")

    def _upload(self, name: str, address: str, *, is_image: bool) -> None:
        self._leave(Kind.UPLOADS, Reason.NO_FILES)
        is_scheme = address.startswith("upload:")
        self._uploads.append(
            ArchivedUpload(name, (not is_scheme and self._forum.absolute(address)) or address, is_image)
        )

    # -- small things

    def _mention(self, token: Token) -> None:
        member = self._forum.directory.member(token.name)
        if member is None:
            self._leave(Kind.MENTIONS, Reason.NOBODY)
            self._page.write(f"\\{token.text}")  # somebody here may bear the name of somebody there
        else:
            self._carried[Kind.MENTIONS] += 1
            self._page.put(Mention(member, token.name))

    def _emoji(self, token: Token) -> None:
        character = character_of(token.name)
        if character:
            self._carried[Kind.EMOJI] += 1
        elif any(letter.isalpha() for letter in token.name):
            self._leave(Kind.EMOJI, Reason.NO_CHARACTER)
        self._page.write(character or token.text)

    def _span(self, token: Token) -> None:
        longest = max(map(len, re.findall(r"`++", token.value)), default=0)
        ticks = "`" * (longest + 1)
        self._page.write(f"{ticks} {token.value} {ticks}" if longest else f"`{token.value}`")

    def _date(self, token: Token) -> None:
        said = date_of(token.value, is_range=bool(token.name))
        if said:
            self._carried[Kind.DATES] += 1
        self._page.write(said or token.text)

    def _leave(self, kind: Kind, reason: Reason) -> None:
        self._left[kind, reason] += 1
