"""A community that has something to hide: who is in it, what there is to see, and who may see it.

Each feature adds its part in a `tests/leaks.py` of its own folder: see `features.py`.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from groundswell.community.models import Stage
from groundswell.people.models import Member

_LETTERS: Final = "bcdfghjklmpqstxz"
WORDS: Final = re.compile(rf"quax[{_LETTERS}]{{10}}")
NUMBERS: Final = re.compile(r"\d{15,19}")


class Role(StrEnum):
    """Who looks: one browser each."""

    VISITOR = "visitor"
    PENDING = "pending"  # has asked to join, and is no member yet
    SUSPENDED = "suspended"  # signed in, a member of the private space, and suspended
    MEMBER = "member"
    OUTSIDER = "outsider"  # organises another private space
    INSIDER = "insider"  # a member of the private space
    MODERATOR = "moderator"
    STEWARD = "steward"


ALL: Final = frozenset(Role)
# Who looks when: the stage changes what visitors see, and to one member it is shown that it changes no more.
STAGES: Final = (
    *((Stage.OPEN, role) for role in Role),
    (Stage.PRIVATE, Role.VISITOR),
    (Stage.PRIVATE, Role.SUSPENDED),
    (Stage.PRIVATE, Role.MEMBER),
)
VISITING: Final = frozenset({Role.VISITOR, Role.PENDING, Role.SUSPENDED})
PEOPLE: Final = ALL - VISITING
SIGNED_IN: Final = PEOPLE | {Role.SUSPENDED}
SIGNED_OUT: Final = frozenset({Role.VISITOR, Role.PENDING})
TEAM: Final = frozenset({Role.MODERATOR, Role.STEWARD})
INSIDE: Final = TEAM | {Role.INSIDER}
NOBODY: Final[frozenset[Role]] = frozenset()


def reaches(role: Role, to: Collection[Role], stage: str) -> bool:
    """Whether a role is among those to whom something is open; in a private community nobody visits."""
    return role in to and not (stage == Stage.PRIVATE and role in VISITING)


@dataclass(frozen=True, slots=True)
class Canary:
    """A word or number that stands in one place alone, and who may read that place.

    `always`: those who may also while the community is private, as everybody may read their own name.
    """

    text: str
    what: str
    to: frozenset[Role]
    always: frozenset[Role] = NOBODY

    def is_for(self, role: Role, stage: str) -> bool:
        return role in self.always or reaches(role, self.to, stage)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with an address: who may see it, whose it is, and who runs the place in which it is."""

    label: str
    value: int | str
    to: frozenset[Role] = ALL
    owner: Role | None = None
    runners: frozenset[Role] = TEAM
    always: frozenset[Role] = NOBODY

    def is_for(self, role: Role, stage: str) -> bool:
        return role in self.always or reaches(role, self.to, stage)


@dataclass(slots=True)
class World:
    """What the features have laid out. `people` are the members by role; visitors have none."""

    people: dict[Role, Member] = field(default_factory=dict)
    others: dict[str, Member] = field(default_factory=dict)
    canaries: dict[str, Canary] = field(default_factory=dict)
    things: dict[str, list[Thing]] = field(default_factory=dict)
    sessions: dict[Role, str] = field(default_factory=dict)
    stage: str = Stage.OPEN
    _odd: list[str] = field(default_factory=list)

    def word(self, what: str, to: Iterable[Role] = ALL, always: Iterable[Role] = NOBODY) -> str:
        """A fresh word for one place. It survives Markdown, slugs, folding and cutting."""
        digest = hashlib.sha256(what.encode()).digest()[:10]
        text = "quax" + "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest)
        self.secret(text, what, to, always)
        return text

    def secret(
        self, text: str, what: str, to: Iterable[Role] = NOBODY, always: Iterable[Role] = NOBODY
    ) -> None:
        """Watch for a text that others have made, such as the id of something hidden or a token."""
        if text in self.canaries:
            raise ValueError(f"{what!r} and {self.canaries[text].what!r} are one canary.")
        self.canaries[text] = Canary(text, what, frozenset(to), frozenset(always))
        if not WORDS.fullmatch(text) and not NUMBERS.fullmatch(text):
            self._odd.append(text)

    def thing(self, noun: str, thing: Thing) -> None:
        """Offer a value for the part of an address that stands for this noun."""
        self.things.setdefault(noun, []).append(thing)

    def hidden_thing(self, noun: str, thing: Thing) -> None:
        """Offer it, and watch for its id on pages of those who may not know that it exists."""
        self.thing(noun, thing)
        self.secret(str(thing.value), f"the id of {noun} {thing.label}", thing.to, thing.always)

    def find(self, noun: str, label: str) -> Thing:
        return next(thing for thing in self.things[noun] if thing.label == label)

    def found_in(self, text: str) -> set[str]:
        """The canaries in a text, whatever its case."""
        low = text.lower()
        sighted = {*WORDS.findall(low), *NUMBERS.findall(low)} & self.canaries.keys()
        return sighted | {each for each in self._odd if each in text}

    def not_for(self, role: Role, text: str) -> list[str]:
        """What in a text is not for this role, in words."""
        canaries = (self.canaries[found] for found in self.found_in(text))
        return sorted(each.what for each in canaries if not each.is_for(role, self.stage))


ABSENT: Final[Mapping[str, int | str]] = {
    "space": 1_234_567_890_123_457,
    "topic": 1_234_567_890_123_457,
    "post": 1_234_567_890_123_457,
    "member": 1_234_567_890_123_457,
    "application": 1_234_567_890_123_457,
    "job": 1_234_567_890_123_457,
    "part": 49_999,
    "measure": "no_such_measure",
    "session": 1_234_567_890,
    "handle": "nobody.by.this.name",
    "claim": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "door": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "hue": 1_000,
    "logo": "0123456789abcdef0123456789abcdef",
    "slug": "-",
}
