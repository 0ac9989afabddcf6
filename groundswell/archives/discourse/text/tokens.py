"""Finds Discourse's marks in prose, and steps over what must stay: code spans, formulas, escapes.

Every alternative below starts with a fixed character and repeats within a bound or possessively, over a
class that leaves out the character it starts with: no two attempts look at the same stretch of text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from operator import attrgetter

from groundswell.archives.discourse.text.blocks import Sort, lines_of
from groundswell.archives.discourse.text.html import ALONE, NAMES, attributes

_START = re.compile(r"[\\`$\[\]!<@:]")
_MARK = re.compile(
    rf"""
    (?P<escape> \\[\\`$\[\]@:<!_*] )
  | (?P<ticks> `++ )
  | (?P<formula> (?<![\\$\w])(?: \$\$[^$]{{1,5000}}+\$\$ | \$(?![\s$])[^$\n]{{1,2000}}+\$(?!\w) ) )
  | (?P<date> \[date(?P<range>-range)?[ =](?P<when>[^\[\]\n]{{0,300}}+)\] )
  | (?P<tag> \[(?P<slash>/)?(?P<name>quote|details|spoiler|poll|grid|wrap|url|b|i|u|s)
             (?:[ =](?P<value>[^\[\]\n]{{0,500}}+))?\](?(slash)|(?!\()) )
  | (?P<code> \[code\] )
  | (?P<head> !?\[(?P<words>[^\[\]`\n]{{0,1000}}+)\]\([ ]?<?(?P<at>[^\s()<>]{{1,2048}}+)>?
              (?:[ ]{{1,3}}+"[^"\n]{{0,300}}+")?\) )
  | (?P<tail> \]\([ ]?<?(?P<to>[^\s()<>]{{1,2048}}+) )
  | (?P<img> <img\b[^<>\n]{{0,2000}}+> )
  | (?P<comment> <!-- )
  | (?P<html> <(?P<html_slash>/)?(?P<html_name>{NAMES})(?:[ ][^<>\n]{{0,2000}}+|/)?> )
  | (?P<angle> <(?P<inside>https?://[^\s<>]{{1,2048}}+)> )
  | (?P<mention> (?<![\w@/`.])@(?P<who>[A-Za-z0-9_][\w.-]{{0,59}}+) )
  | (?P<emoji> (?<![\w:]):(?P<character>[a-z0-9_+-]{{1,50}}+)(?::t[2-6])?:(?!\w) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_URL = re.compile(r"""://[^\s<>()\[\]"'`|\\]{1,2048}+""")
_SCHEME = re.compile(r"(?<!\w)(?:https?|upload)$", re.IGNORECASE)
_MARGIN = 8  # how far we look back


class Mark(Enum):
    TEXT = auto()
    CODE = auto()
    SPAN = auto()  # what stands between [code] and [/code]
    OPEN = auto()
    CLOSE = auto()
    DATE = auto()
    LINK = auto()  # a whole link to an upload: `name` is its text, `value` its address
    TAIL = auto()  # the `](address` of a link whose text holds marks of its own
    IMG = auto()
    ALONE = auto()  # an HTML tag that needs no other half
    LEFT = auto()  # what is left out, such as a comment
    URL = auto()  # an address in the text
    DESTINATION = auto()  # an address that HTML or a reference definition owns
    MENTION = auto()
    EMOJI = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the text as it stands, and what was found in it."""

    mark: Mark
    text: str
    name: str = ""
    value: str = ""
    is_first_on_line: bool = False
    paragraph: int = 0


def tokens_of(raw: str, is_upload: Callable[[str], bool]) -> Iterator[Token]:
    """Cut the whole text; joined, the tokens' texts are the text again, but for its line ends."""
    for number, (sort, lines) in enumerate(groupby(lines_of(raw), key=attrgetter("sort"))):
        text = "\n".join(line.text for line in lines)
        if number:
            yield Token(Mark.TEXT, "\n")
        if sort is Sort.PROSE:
            yield from _Cutter(text, number, is_upload).cut()
        else:
            yield Token(Mark.CODE if sort is Sort.CODE else Mark.TEXT, text)


class _Cutter:
    """Cuts one paragraph."""

    def __init__(self, text: str, paragraph: int, is_upload: Callable[[str], bool]) -> None:
        self._text = text
        self._paragraph = paragraph
        self._is_upload = is_upload
        self._closings = _closing_ticks(text) if "`" in text else {}
        self._cutters: dict[str, Callable[[re.Match[str]], Token | None]] = {
            "ticks": self._ticks,
            "code": self._code,
            "tag": self._tag,
            "head": self._link,
            "tail": self._tail,
            "date": self._date,
            "img": self._img,
            "html": self._html,
            "comment": self._comment,
            "angle": self._angle,
            "mention": self._mention,
            "emoji": self._emoji,
        }
        self._at = 0  # where to look next
        self._code_end = 0  # where the next [/code] stands, -1 where none does
        self._comment_end = 0  # where the next --> stands
        self._line_begin, self._line_end = 0, -1  # the line that was looked at last
        self._done = 0  # up to where tokens were given out

    def cut(self) -> Iterator[Token]:
        while start := _START.search(self._text, self._at):
            self._at = start.end()
            token = self._url(start.start()) or self._marked(start.start())
            if token is None:
                continue
            begin = self._at - len(token.text)
            if self._done < begin:
                yield Token(Mark.TEXT, self._text[self._done : begin])
            yield token
            self._done = self._at
        if self._done < len(self._text):
            yield Token(Mark.TEXT, self._text[self._done :])

    def _marked(self, at: int) -> Token | None:
        """None leaves the stretch to the text around it."""
        found = _MARK.match(self._text, at)
        if found is None:
            return None
        self._at = found.end()
        cut = self._cutters.get(found.lastgroup or "")
        return cut(found) if cut else None

    def _ticks(self, found: re.Match[str]) -> None:
        self._at = self._closings.get(found.start(), found.end())

    def _tail(self, found: re.Match[str]) -> Token:
        return Token(Mark.TAIL, found[0], value=found["to"])

    def _date(self, found: re.Match[str]) -> Token:
        return Token(Mark.DATE, found[0], found["range"] or "", found["when"])

    def _angle(self, found: re.Match[str]) -> Token:
        return Token(Mark.URL, found[0], value=found["inside"])

    def _mention(self, found: re.Match[str]) -> Token:
        who = found["who"].rstrip(".-")
        self._at = found.start("who") + len(who)
        return Token(Mark.MENTION, "@" + who, who)

    def _emoji(self, found: re.Match[str]) -> Token:
        return Token(Mark.EMOJI, found[0], found["character"].lower())

    def _tag(self, found: re.Match[str]) -> Token:
        mark = Mark.CLOSE if found["slash"] else Mark.OPEN
        is_first = not self._text[self._line_of(found.start()) : found.start()][:_MARGIN].strip()
        is_first = is_first and found.start() - self._line_begin < _MARGIN
        return Token(mark, found[0], found["name"].lower(), found["value"] or "", is_first, self._paragraph)

    def _link(self, found: re.Match[str]) -> Token | None:
        """Take a link to an upload whole; of any other, look at the words and then at the address."""
        if self._is_upload(found["at"]):
            return Token(Mark.LINK, found[0], found["words"], found["at"], found[0].startswith("!"))
        self._at = found.start("words")
        return None

    def _html(self, found: re.Match[str]) -> Token:
        name = f"<{found['html_name'].lower()}"
        mark = Mark.CLOSE if found["html_slash"] else Mark.OPEN
        if name in ALONE:
            mark = Mark.LEFT if found["html_slash"] else Mark.ALONE
        value = attributes(found[0]).get("href", "")
        is_cell = self._text[self._line_of(found.start())] == "|"
        return Token(mark, found[0], name, value, is_cell, self._paragraph)

    def _comment(self, found: re.Match[str]) -> Token | None:
        """A comment was for nobody's eyes; its end is looked for once, however many open before it."""
        if 0 <= self._comment_end < found.end():
            self._comment_end = self._text.find("-->", found.end())
        if self._comment_end < 0:
            return None
        self._at = self._comment_end + len("-->")
        return Token(Mark.LEFT, self._text[found.start() : self._at])

    def _line_of(self, at: int) -> int:
        """Where the line begins that `at` is in. It only ever moves on, like the cutting itself."""
        while self._line_end < at:
            self._line_begin = self._line_end + 1
            end = self._text.find("\n", self._line_begin)
            self._line_end = len(self._text) if end < 0 else end
        return self._line_begin

    def _code(self, found: re.Match[str]) -> Token | None:
        """`[code]…[/code]` within a paragraph; its end is looked for once, however many open before it."""
        if 0 <= self._code_end < found.end():
            self._code_end = self._text.find("[/code]", found.end())
        if self._code_end < 0:
            return None
        self._at = self._code_end + len("[/code]")
        return Token(
            Mark.SPAN, self._text[found.start() : self._at], value=self._text[found.end() : self._code_end]
        )

    def _img(self, found: re.Match[str]) -> Token | None:
        found_there = attributes(found[0])
        return Token(Mark.IMG, found[0], found_there.get("alt", ""), found_there.get("src", ""))

    def _url(self, colon: int) -> Token | None:
        rest = _URL.match(self._text, colon)
        scheme = _SCHEME.search(self._text[max(self._done, colon - _MARGIN) : colon]) if rest else None
        if rest is None or scheme is None:
            return None
        url = (scheme[0] + rest[0]).rstrip(".,;:!?*_~'")
        begin = colon - len(scheme[0])
        self._at = begin + len(url)
        if self._text.startswith("](", self._at):
            return None  # the words of a link, which has its own address
        before = self._text[max(0, begin - _MARGIN) : begin].rstrip(" ")
        is_owned = before.endswith(("]:", '"', "'", "="))
        return Token(Mark.DESTINATION if is_owned else Mark.URL, url, value=url)


def _closing_ticks(text: str) -> dict[int, int]:
    """Where each run of backticks that opens a code span finds its end, from the last run to the first."""
    after: dict[int, int] = {}
    closings: dict[int, int] = {}
    for run in reversed(list(re.finditer(r"`++", text))):
        length = run.end() - run.start()
        if length in after:
            closings[run.start()] = after[length]
        after[length] = run.end()
    return closings
