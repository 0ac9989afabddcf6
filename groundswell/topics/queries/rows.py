"""The rows that topic pages show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from groundswell.kernel import ids
from groundswell.kernel.slugs import slug
from groundswell.people.models import Origin, Role

NEW_HERE = timedelta(days=14)

# What stands behind /t/<id>/ besides the title: tested against the URLconf.
_PAGES_OF_A_TOPIC = frozenset({"closure", "hiding", "mark", "place", "replies", "title"})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as lists and posts name them; without a handle they have no page."""

    id: int
    handle: str
    name: str
    role: str = Role.MEMBER
    origin: str = Origin.LOCAL

    @property
    def address(self) -> str:
        return f"/m/{self.handle}/" if self.handle else ""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in a list, as one reader sees it. `unread` is None where they have not begun it."""

    id: int
    kind: str
    title: str
    excerpt: str
    space: int
    last_post: int
    reply_count: int
    people_count: int
    is_closed: bool
    is_hidden: bool
    author: Person
    last_author: Person
    read_up_to: int | None
    unread: int | None

    @property
    def last_at(self) -> datetime:
        return ids.time_of(self.last_post)

    @property
    def address(self) -> str:
        return topic_address(self.id, self.title)

    @property
    def continue_address(self) -> str:
        """Where this reader goes on: at the last post they have read, or at the top."""
        return f"{self.address}?from={self.read_up_to}" if self.unread else self.address


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in its topic, as one reader sees it. `html` is complete: its references are resolved.

    `language` is empty where nobody said which it is: no word on it is better than a wrong one.
    """

    id: int
    html: str
    is_opening: bool
    hearts: int
    thanks: int
    legacy_hearts: int
    legacy_edits: int
    last_revision: int | None
    is_hidden: bool
    hidden_reason: str
    author: Person
    has_my_heart: bool
    has_my_thanks: bool
    reply_to: int | None
    reply_to_name: str
    language: str

    @property
    def written_at(self) -> datetime:
        return ids.time_of(self.id)

    @property
    def edited_at(self) -> datetime | None:
        return ids.time_of(self.last_revision) if self.last_revision else None

    @property
    def all_hearts(self) -> int:
        return self.hearts + self.legacy_hearts

    @property
    def by_newcomer(self) -> bool:
        """Whether its author had just joined when they wrote it."""
        fresh = ids.time_of(self.id) - ids.time_of(self.author.id) < NEW_HERE
        return fresh and self.author.origin == Origin.LOCAL and self.author.role == Role.MEMBER


def topic_address(topic: int, title: str) -> str:
    """The address of a topic; its text is for people, the number decides."""
    return f"/t/{topic}/{slug_of(title)}/"


def slug_of(title: str) -> str:
    return slug(title, taken=_PAGES_OF_A_TOPIC)


def person(values: tuple[Any, ...]) -> Person:
    """A person from the columns id, handle, name [, role, origin]."""
    return Person(values[0], values[1] or "", name_of(values[2]), *values[3:])


def name_of(name: str | None) -> str:
    """What somebody is called; nobody is called by the empty name that a tombstone has."""
    return name or _("Someone who left")
