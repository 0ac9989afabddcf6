"""What an archive holds, in words of no system. Keys are the other system's ids, as text.

Text comes as parts: Markdown, and between it the places whose addresses only the writer knows. Nothing has
to be searched for or escaped again, and what a person wrote can never pass for one of our references.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from groundswell.archives.tally import Cargo, Tally


class ProblemKind(StrEnum):
    """BROKEN lines are not read; MENDED ones are; the others say what the archive itself lacks."""

    BROKEN = "broken"
    MENDED = "mended"
    CONFLICT = "conflict"
    HEADLESS = "headless"
    GAP = "gap"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know of: `where` is a file and line, or a topic."""

    kind: ProblemKind
    where: str
    sentence: str


class UnreadableArchiveError(Exception):
    """There is nothing to read at all; the message is a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class PostRef:
    post: str


@dataclass(frozen=True, slots=True)
class TopicRef:
    topic: str


@dataclass(frozen=True, slots=True)
class SpaceRef:
    space: str


@dataclass(frozen=True, slots=True)
class MemberRef:
    member: str


Ref: TypeAlias = PostRef | TopicRef | SpaceRef | MemberRef


@dataclass(frozen=True, slots=True)
class LinkTo:
    """Stands where the address of `target` belongs; `was` is the old absolute address, or "".

    A bare one stands alone in the text, as an address that somebody pasted; the others stand in Markdown's
    round brackets or in a reference definition.
    """

    target: Ref
    was: str
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Stands where `@name` belongs; `said` is the name that was written, without the @."""

    member: str
    said: str


Part: TypeAlias = str | LinkTo | Mention


@dataclass(frozen=True, slots=True)
class ArchivedQuote:
    """A quoted passage: who was named, and which post it is from, if that is in the archive."""

    name: str
    post: str | None


@dataclass(frozen=True, slots=True)
class ArchivedUpload:
    """A file that the text showed or offered; `address` is where the old system kept it."""

    name: str
    address: str
    is_image: bool


@dataclass(frozen=True, slots=True)
class ArchivedText:
    """A post's words, in Markdown but for the references between."""

    parts: tuple[Part, ...]
    quotes: tuple[ArchivedQuote, ...] = ()
    uploads: tuple[ArchivedUpload, ...] = ()

    @property
    def links(self) -> tuple[LinkTo, ...]:
        return tuple(part for part in self.parts if isinstance(part, LinkTo))

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(part for part in self.parts if isinstance(part, Mention))

    def as_markdown(self, place: Callable[[LinkTo | Mention], str]) -> str:
        """Join the parts, asking `place` what to write for each reference."""
        return "".join(part if isinstance(part, str) else place(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class ArchivedReaction:
    """How often a reaction was given; who gave it is not in the archive."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ArchivedMember:
    """Somebody who wrote. `handle` is the last name they went by, or "" where the account was deleted."""

    key: str
    handle: str
    name: str
    former_handles: tuple[str, ...]
    first_at: datetime
    last_at: datetime
    posts: int
    is_bot: bool
    has_portrait: bool


@dataclass(frozen=True, slots=True)
class ArchivedSpace:
    """A category; `name` is "" where the archive has only its number."""

    key: str
    name: str
    topics: int


@dataclass(frozen=True, slots=True)
class ArchivedTopic:
    """`opened_at` and `author` are those of the first post there is; headless when an earlier one is lost."""

    key: str
    space: str | None
    title: str
    opened_at: datetime
    author: str | None
    first_post: str
    posts: int
    is_headless: bool


@dataclass(frozen=True, slots=True)
class ArchivedPlace:
    """Where a post stands: light, so that ids can be given to all before the first text is written.

    `written_at` is when it was written; `placed_at` rises strictly within a topic, so that ids made from it
    keep the order that readers knew even where posts were moved between topics.
    """

    post: str
    topic: str
    number: int
    written_at: datetime
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class ArchivedAct:
    """That somebody wrote: what measures need of a post, without its text.

    `toward` wrote what it answers; None where it answers the topic as a whole. None too where it
    `is_to_somebody_gone`: a post is answered, but nothing tells any more whose it was.
    """

    post: str
    topic: str
    space: str | None
    author: str | None
    toward: str | None
    is_to_somebody_gone: bool
    written_at: datetime
    is_opening: bool
    is_by_staff: bool


@dataclass(frozen=True, slots=True)
class ArchivedPost:
    """One post. `author` is None where the account was deleted. It was edited `edits` times.

    `likes` is how many reactions amount to a heart here. `reply_to` always comes earlier in the same topic.
    """

    key: str
    place: ArchivedPlace
    author: str | None
    text: ArchivedText
    reply_to: str | None
    is_hidden: bool
    edits: int
    edited_at: datetime | None
    likes: int
    reactions: tuple[ArchivedReaction, ...]
    cargo: Cargo


class Archive(Protocol):
    """What a writer takes from, in this order: members, spaces, topics, all places, then posts by topic.

    Each method starts anew and answers the same every time, so that a writer that was stopped goes through
    everything again and finds what it wrote. `tally` is a fresh account of all that was read: the writer says
    what became of each thing.
    """

    def tally(self) -> Tally: ...

    def problems(self) -> Iterator[Problem]: ...

    def members(self) -> Iterator[ArchivedMember]: ...

    def spaces(self) -> Iterator[ArchivedSpace]: ...

    def topics(self) -> Iterator[ArchivedTopic]: ...

    def places(self) -> Iterator[ArchivedPlace]: ...

    def posts(self, topic: str) -> Iterator[ArchivedPost]: ...


class MeasurableArchive(Protocol):
    """What measures take from: who there was, and who wrote when, without the texts."""

    def members(self) -> Iterator[ArchivedMember]: ...

    def acts(self) -> Iterator[ArchivedAct]: ...
