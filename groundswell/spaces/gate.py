"""The gate: from a member to an actor who knows where they may go and what they may do there.

A space's `gate` is a list of clauses, one for it and each space above it; a clause is a list of
tokens, and one of them is enough. A child is therefore never more open than its parent.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from groundswell.community.models import Stage
from groundswell.community.queries import the_community
from groundswell.kernel.actor import Actor, ActorKind
from groundswell.kernel.epoch import per_epoch
from groundswell.people.models import Member
from groundswell.spaces.audiences import EVERYONE, MEMBERS
from groundswell.spaces.models import Grant, Space, SpaceMember, Verb

_INHERITED = frozenset({Verb.MODERATE, Verb.MANAGE})
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Rights:
    places: frozenset[int]
    grants: Mapping[str, frozenset[int]]
    everywhere: frozenset[str]


def actor_for(member: Member | None) -> Actor:
    """The actor that a signed-in member is now; pending and suspended ones act as visitors."""
    if member is None or not member.is_active:
        return visitor()
    return _person(member, _tokens_of(member.pk, member.role))


def actors_for(members: Sequence[Member]) -> Mapping[int, Actor]:
    """The same for many, by member: one query for all that some hundred of them have joined."""
    joined: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    active = [member for member in members if member.is_active]
    for start in range(0, len(active), _AT_ONCE):
        rows = SpaceMember.objects.filter(member__in=active[start : start + _AT_ONCE])
        for member, space, is_organiser in rows.values_list("member_id", "space_id", "is_organiser"):
            joined[member].append((space, is_organiser))
    actors = {member.pk: _person(member, _tokens(member.role, joined[member.pk])) for member in active}
    nobody = visitor()
    return {member.pk: actors.get(member.pk, nobody) for member in members}


def visitor() -> Actor:
    """Somebody without an account: sees what is for everyone, once the community is open."""
    community = the_community()
    is_open = community is not None and community.stage == Stage.OPEN
    rights = _rights(frozenset({EVERYONE}) if is_open else frozenset())
    return Actor(ActorKind.VISITOR, None, rights.places)


def _person(member: Member, tokens: frozenset[str]) -> Actor:
    rights = _rights(tokens)
    return Actor(ActorKind.PERSON, member.pk, rights.places, rights.grants, rights.everywhere)


@per_epoch
def _tokens_of(member: int, role: str) -> frozenset[str]:
    rows = SpaceMember.objects.filter(member=member).values_list("space_id", "is_organiser")
    return _tokens(role, rows)


def _tokens(role: str, joined: Iterable[tuple[int, bool]]) -> frozenset[str]:
    tokens = {EVERYONE, MEMBERS, f"role:{role}"}
    for space, is_organiser in joined:
        tokens.add(f"space:{space}")
        if is_organiser:
            tokens.add(f"organiser:{space}")
    return frozenset(tokens)


@per_epoch
def _rights(tokens: frozenset[str]) -> Rights:
    tree = _tree()
    places = frozenset(space for space, gate in tree.gates.items() if passes(gate, tokens))
    held: dict[str, set[int]] = defaultdict(set)
    everywhere: set[str] = set()
    for space, verb, token in tree.grants:
        if token not in tokens:
            continue
        if space is None:
            everywhere.add(verb)
            held[verb].update(places)
        else:
            held[verb].update(tree.below(space) if verb in _INHERITED else {space})
    grants = {verb: frozenset(spaces) & places for verb, spaces in held.items()}
    return Rights(places, MappingProxyType(grants), frozenset(everywhere))


@per_epoch
def private_spaces() -> frozenset[int]:
    """Those that, or above which one, are not for everyone."""
    gates = _tree().gates.items()
    return frozenset(space for space, gate in gates if any(EVERYONE not in clause for clause in gate))


def passes(gate: Collection[Iterable[str]], tokens: frozenset[str]) -> bool:
    """Whether the tokens satisfy every clause of the gate. One that was never settled lets nobody in."""
    return bool(gate) and all(not tokens.isdisjoint(clause) for clause in gate)


@dataclass(frozen=True, slots=True)
class Tree:
    """Every space's gate and parent, and every grant: small, and the same for all until the epoch moves."""

    gates: Mapping[int, list[list[str]]]
    parents: Mapping[int, int | None]
    grants: tuple[tuple[int | None, str, str], ...]

    def below(self, space: int) -> set[int]:
        """The space and everything under it."""
        return {each for each in self.parents if space in self._line(each)}

    def _line(self, space: int | None) -> list[int]:
        line: list[int] = []
        while space is not None:
            line.append(space)
            space = self.parents[space]
        return line


@per_epoch
def _tree() -> Tree:
    rows = list(Space.objects.values_list("pk", "gate", "parent_id"))
    return Tree(
        gates={pk: gate for pk, gate, _ in rows},
        parents={pk: parent for pk, _, parent in rows},
        grants=tuple(Grant.objects.values_list("space_id", "verb", "token")),
    )
