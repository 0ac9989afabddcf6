"""A piece of advice as data: no numpy and no words; `definitions/advice.py` says it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Place:
    """Where to do it, as ids of the ledger; 0 where there is none. People are for those who may see them."""

    topic: int = 0
    space: int = 0
    person: int = 0
    people: tuple[int, ...] = ()


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

    `people` is how many are waiting, or have stopped; `hours` for how long.
    """

    rule: str
    moves: str
    people: int
    hours: float
    reason: Mapping[str, float]
    place: Place
    evidence: Evidence

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)

    @classmethod
    def kept(cls, plain: Mapping[str, Any]) -> Self:
        """From what JSON kept."""
        place = {**plain["place"], "people": tuple(plain["place"]["people"])}
        return cls(**{**plain, "place": Place(**place), "evidence": Evidence(**plain["evidence"])})
