"""A second, plainer definition of who sees and may do what: tests compare the gate with it."""

from dataclasses import dataclass, field

from groundswell.people.models import Role
from groundswell.spaces.audiences import EVERYONE, INSIDERS, MEMBERS, TEAM, Audiences
from groundswell.spaces.models import Verb


@dataclass
class Somebody:
    """A visitor has no role; `joined` and `runs` name spaces."""

    role: str = ""
    joined: set[int] = field(default_factory=set)
    runs: set[int] = field(default_factory=set)

    @property
    def is_team(self) -> bool:
        return self.role in {Role.STEWARD, Role.MODERATOR}


@dataclass
class World:
    """The tree, as parents and audiences by number."""

    parents: dict[int, int | None] = field(default_factory=dict)
    audiences: dict[int, Audiences] = field(default_factory=dict)

    def sees(self, who: Somebody, space: int | None) -> bool:
        if space is None:
            return True
        return self._is_meant(who, space, self.audiences[space].see) and self.sees(who, self.parents[space])

    def may(self, who: Somebody, verb: Verb, space: int) -> bool:
        return bool(who.role) and self.sees(who, space) and self._holds(who, verb, space)

    def _holds(self, who: Somebody, verb: Verb, space: int) -> bool:
        match verb:
            case Verb.MANAGE:
                return who.role == Role.STEWARD
            case Verb.ANNOUNCE:
                return who.is_team
            case Verb.MODERATE:
                return who.is_team or bool(who.runs & self.line(space))
            case _:
                return self._is_meant(who, space, self.audiences[space].by_verb()[verb])

    def line(self, space: int | None) -> set[int]:
        return {space} | self.line(self.parents[space]) if space is not None else set()

    def _is_meant(self, who: Somebody, space: int, audience: str) -> bool:
        return {
            EVERYONE: True,
            MEMBERS: bool(who.role),
            INSIDERS: who.is_team or space in who.joined,
            TEAM: who.is_team,
        }[audience]
