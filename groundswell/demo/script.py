"""Reads the story: its people and spaces from TOML, its topics from text that reads like a play.

`# Title` begins a topic and `## who, when` a post, which may say `## who to whom, when`. Lines that begin
with `%` tell what befalls the post above: `% hearts 7 ada`, `% thanks cy`, `% edit +5m: old => new | why`,
`% hide +20m bea: why`, `% close +1d bea: why`. `>> rasa: some words` quotes a post of Rasa's further up,
`[[drill]]` names another topic by its key and `[words](topic:drill)` links to it. What stewards and members
do besides (roles, spaces, who is let in) stands in `affairs.toml`, each with its moment.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

STORY = Path(__file__).parent / "story"
_POST = re.compile(r"## (?P<author>\w+)(?: to (?P<to>\w+))?, (?P<when>.+)")
_DEED = re.compile(r"% (?P<verb>[a-z][a-z-]*)(?P<words>[^:]*)(?:: (?P<text>.+))?")
_QUOTE = re.compile(r"^>> (\w+): (.+)$", re.MULTILINE)


# A post by its topic's key and its number there.
Spot = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the story. `visits` is on how many days of a week they come by, until `until`.

    In the weeks of `away` they do not; where they ask first (`asks`), a steward lets them in when they join.
    """

    handle: str
    name: str
    joins: str
    about: str = ""
    visits: float = 2.0
    until: str = ""
    away: tuple[str, ...] = ()
    asks: str = ""
    words: str = ""
    is_thorough: bool = False


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who asks to join and still waits for a steward."""

    handle: str
    name: str
    asks: str
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """A space. Where `members` are named it is a private group of theirs, of some only `later`."""

    key: str
    name: str
    about: str
    opens: str
    parent: str = ""
    kind: str = ""
    members: tuple[str, ...] = ()
    later: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Affair:
    """Something that `by` does to a person or a space, and that is no post; `words` are what it takes."""

    when: str
    by: str
    does: str
    to: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done to a post or its topic after it was written."""

    verb: str
    words: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One post of a topic, as it is written in the story."""

    author: str
    to: str
    when: str
    text: str
    deeds: tuple[Deed, ...]

    def deed(self, verb: str) -> Deed | None:
        return next((deed for deed in self.deeds if deed.verb == verb), None)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its posts; an announcement stands on the home page for so many days."""

    key: str
    title: str
    space: str
    lines: tuple[Line, ...]
    kind: str = "discussion"
    days: int = 0
    language: str = ""

    def answered(self, number: int) -> int | None:
        """The number of the post that this one says it answers."""
        to = self.lines[number].to
        return self._last_by(to, number, "") if to else None

    def quoted(self, number: int) -> dict[str, tuple[int, str]]:
        """For each quoting line in a post: the number of the post it quotes, and the passage."""
        return {
            found[0]: (self._last_by(found[1], number, found[2]), found[2])
            for found in _QUOTE.finditer(self.lines[number].text)
        }

    def _last_by(self, author: str, before: int, passage: str) -> int:
        for number in range(before - 1, -1, -1):
            line = self.lines[number]
            if line.author == author and passage in " ".join(line.text.split()):
                return number
        raise ValueError(f"{self.key}: {author} has not said {passage!r} before post {before + 1}.")


@dataclass(frozen=True, slots=True)
class Told:
    """One post of the story with its moment."""

    topic: Topic
    number: int
    at: datetime

    @property
    def key(self) -> Spot:
        return self.topic.key, self.number

    @property
    def line(self) -> Line:
        return self.topic.lines[self.number]


@dataclass(frozen=True, slots=True)
class Story:
    """All of it. The first person is the founder."""

    doors_open: str
    quiet: tuple[str, ...]
    people: tuple[Person, ...]
    applicants: tuple[Applicant, ...]
    places: tuple[Place, ...]
    affairs: tuple[Affair, ...]
    topics: tuple[Topic, ...]


@cache
def story() -> Story:
    """The whole story, read once."""
    people, places, affairs = (_table(name) for name in ("people", "spaces", "affairs"))
    return Story(
        doors_open=places["doors_open"],
        quiet=tuple(places["quiet"]),
        people=tuple(Person(**each) for each in people["person"]),
        applicants=tuple(Applicant(**each) for each in people["applicant"]),
        places=tuple(Place(**each) for each in places["space"]),
        affairs=tuple(Affair(**each) for each in affairs["affair"]),
        topics=tuple(topic for text in _acts() for topic in topics_in(text)),
    )


def _table(name: str) -> dict[str, Any]:
    """A table of the story, its lists as tuples: nothing in a story changes."""
    table = tomllib.loads((STORY / f"{name}.toml").read_text("utf-8"))
    return {
        key: [_settled(each) for each in value] if _is_rows(value) else value for key, value in table.items()
    }


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _settled(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _acts() -> Iterator[str]:
    return (file.read_text("utf-8") for file in sorted(STORY.glob("*.md")))


def topics_in(text: str) -> Iterator[Topic]:
    """The topics of one file of the story."""
    for part in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        head, *posts = re.split(r"^(?=## )", part, flags=re.MULTILINE)
        title, *fields = head.strip().splitlines()
        named = dict(field.split(": ", 1) for field in fields)
        yield Topic(
            key=named["key"],
            title=title,
            space=named["space"],
            lines=tuple(_line(post) for post in posts),
            kind=named.get("kind", "discussion"),
            days=int(named.get("days", 0)),
            language=named.get("language", ""),
        )


def _line(text: str) -> Line:
    first, *rest = text.strip().splitlines()
    found = _POST.fullmatch(first)
    if found is None:
        raise ValueError(f"{first!r} does not say who speaks, and when.")
    words = "\n".join(line for line in rest if not line.startswith("% ")).strip()
    deeds = tuple(_deed(line) for line in rest if line.startswith("% "))
    return Line(found["author"], found["to"] or "", found["when"], words, deeds)


def _deed(line: str) -> Deed:
    found = _DEED.fullmatch(line)
    if found is None:
        raise ValueError(f"{line!r} does not say what happens.")
    return Deed(found["verb"], tuple(found["words"].split()), found["text"] or "")
