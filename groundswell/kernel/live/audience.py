"""What upper floors bring to the streams: who may listen, and what is told of an entry, to whom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from groundswell.kernel.actor import Actor
from groundswell.kernel.http import HttpRequest
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.registry import Registry


class Place(NamedTuple):
    """Where an entry stands in the order of the ledger."""

    transaction: int
    position: int

    def __str__(self) -> str:
        return f"{self.transaction}:{self.position}"


@dataclass(frozen=True, slots=True)
class Happened:
    """As much of an entry as is needed to tell of it."""

    place: Place
    event: int
    recorded_at: int
    actor: int | None
    subject: int
    space: int | None
    topic: int | None

    @classmethod
    def of(cls, entry: Entry) -> "Happened":
        return cls(
            place=Place(entry.transaction, entry.position),
            event=entry.event,
            recorded_at=entry.recorded_at,
            actor=entry.actor,
            subject=entry.subject,
            space=entry.space,
            topic=entry.topic,
        )


@dataclass(frozen=True, slots=True)
class Listener:
    """Who listens, as they were found at the door. `proof` is what the door needs to look again."""

    actor: Actor
    proof: Any = None


class Door(Protocol):
    """Knows who asks to listen. Both are called in a thread, and write nothing."""

    def let_in(self, request: HttpRequest) -> Listener | None:
        """Who this is; None if there is nothing here that they may hear."""

    def look_again(self, listeners: Sequence[Listener]) -> Sequence[Listener | None]:
        """Who they are by now, a few queries for all of them; None for whoever may listen no longer."""


@dataclass(frozen=True, slots=True, eq=False)
class News:
    """What is told of one entry: a verb, ids, and who hears it. Whoever changes that bumps the epoch."""

    happened: Happened
    verb: str
    ids: Mapping[str, int]
    is_for: Callable[[Actor], bool]
    in_lists: bool = False


Teller = Callable[[Sequence[Happened]], Sequence[News]]

doors: Registry[Door] = Registry("doors by which listeners come in")
tellers: Registry[Teller] = Registry("those who tell what has happened")
