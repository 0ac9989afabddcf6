"""Who acts, and what they may see and do: computed once a request, then only asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class ActorKind(StrEnum):
    PERSON = "person"
    VISITOR = "visitor"
    SYSTEM = "system"


_NO_GRANTS: Mapping[str, frozenset[int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a visitor or the system, with the places they may see and the verbs they hold there.

    `everywhere` holds the verbs that need no place: those granted for the community as a whole.
    """

    kind: ActorKind
    id: int | None = None
    places: frozenset[int] = frozenset()
    grants: Mapping[str, frozenset[int]] = field(default_factory=lambda: _NO_GRANTS)
    everywhere: frozenset[str] = frozenset()

    @property
    def is_person(self) -> bool:
        return self.kind is ActorKind.PERSON

    @property
    def is_system(self) -> bool:
        return self.kind is ActorKind.SYSTEM

    def sees(self, place: int) -> bool:
        return self.is_system or place in self.places

    def may(self, verb: str, place: int | None = None) -> bool:
        """Whether the verb is granted in this place, or everywhere if no place is named."""
        if self.is_system:
            return True
        return verb in self.everywhere if place is None else place in self.grants.get(verb, ())

    def where(self, verb: str) -> frozenset[int]:
        """The places in which the verb is granted."""
        return self.grants.get(verb, frozenset())


SYSTEM = Actor(ActorKind.SYSTEM)
