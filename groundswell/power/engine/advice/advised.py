"""A piece of advice as data: no numpy and no words; `definitions/advice.py` says it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Place:
    """Where to do it, as ids of the ledger; 0 where there is none. People are for those who may see them."""

    topic: int = 0
    space: int = 0
    person: int = 0
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """Who else waits where, and for how many hours."""

    topic: int
    person: int
    hours: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why it should help: a published study by its key, and what this community itself shows, of `n`.

    `measure` is empty where it does not show enough. An association is no cause.
    """

    source: str
    measure: str = ""
    n: int = 0
    numbers: Mapping[str, float] = field(default_factory=dict)
    is_association: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """What a rule says: the reading it moves, its reason in numbers, where, and on what evidence.

    `people` is how many are waiting, or have stopped; `hours` for how long. `then` is whose turn comes after
    the one at its place, of some.
    """

    rule: str
    moves: str
    people: int
    hours: float
    reason: Mapping[str, float]
    place: Place
    evidence: Evidence
    then: tuple[Turn, ...] = ()

    def turns(self) -> Iterator[Self]:
        """This, then the same of each whose turn comes after; the numbers of all stay."""
        yield self
        for each in self.then:
            place = replace(self.place, topic=each.topic, person=each.person)
            yield replace(self, hours=each.hours, place=place)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)

    @classmethod
    def kept(cls, plain: Mapping[str, Any]) -> Self:
        """From what JSON kept."""
        place = Place(**{**plain["place"], "people": tuple(plain["place"]["people"])})
        then = tuple(Turn(**each) for each in plain.get("then", ()))
        return cls(**{**plain, "place": place, "evidence": Evidence(**plain["evidence"]), "then": then})
