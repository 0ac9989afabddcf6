"""What pages read of spaces. The tree is small and changes rarely: it is kept until the epoch moves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from groundswell.kernel import ids
from groundswell.kernel.actor import Actor
from groundswell.kernel.epoch import per_epoch
from groundswell.kernel.slugs import slug
from groundswell.kernel.sql import rows
from groundswell.spaces.audiences import Audiences, audience_of
from groundswell.spaces.gate import private_spaces
from groundswell.spaces.models import Grant, Space, SpaceMember, Verb

# What stands behind /s/<id>/ besides the name: tested against the URLconf.
_PAGES_OF_A_SPACE = frozenset({"edit", "members", "membership", "new", "place"})


@dataclass(frozen=True, slots=True)
class SpaceName:
    """A space as other pages name it. `is_unlisted` counts the spaces above it too."""

    id: int
    name: str
    about: str
    kind: str
    parent: int | None
    is_unlisted: bool = False

    @property
    def address(self) -> str:
        return f"/s/{self.id}/{slug(self.name, taken=_PAGES_OF_A_SPACE)}/"


@dataclass(frozen=True, slots=True)
class SpaceRow:
    """A space in the list of spaces."""

    space: SpaceName
    depth: int
    topic_count: int
    last_post: int | None
    is_private: bool

    @property
    def last_at(self) -> datetime | None:
        return ids.time_of(self.last_post) if self.last_post else None


@per_epoch
def space_names() -> Mapping[int, SpaceName]:
    """Every space by id, in the order of the tree. Show only those that the actor sees."""
    names = ("pk", "name", "about", "kind", "parent_id", "is_unlisted")
    fields = Space.objects.order_by("position", "pk").values_list(*names)
    spaces = {values[0]: SpaceName(*values) for values in fields}
    return {pk: replace(space, is_unlisted=_is_unlisted(space, spaces)) for pk, space in spaces.items()}


def _is_unlisted(space: SpaceName | None, spaces: Mapping[int, SpaceName]) -> bool:
    """Whether search engines shall pass by this space, or one above it."""
    while space is not None and not space.is_unlisted:
        space = spaces[space.parent] if space.parent else None
    return space is not None


def space_list(actor: Actor) -> list[SpaceRow]:
    """The spaces that the actor may see, parents before their children."""
    found = rows("SELECT id, topic_count, last_post FROM spaces_space")
    private = private_spaces()
    facts = {
        pk: (count, last, pk in private) for pk, count, last in found if actor.is_system or pk in actor.places
    }
    children: dict[int | None, list[SpaceName]] = {}
    for space in space_names().values():
        if space.id in facts:
            parent = space.parent if space.parent in facts else None
            children.setdefault(parent, []).append(space)
    return _below(None, children, facts)


def _below(
    parent: int | None,
    children: Mapping[int | None, list[SpaceName]],
    facts: Mapping[int, tuple[int, int | None, bool]],
    *,
    depth: int = 0,
) -> list[SpaceRow]:
    found: list[SpaceRow] = []
    for space in children.get(parent, []):
        count, last, is_private = facts[space.id]
        found.append(SpaceRow(space, depth, count, last, is_private))
        found += _below(space.id, children, facts, depth=depth + 1)
    return found


def audiences(space: Space) -> Audiences:
    """Who may do what in the space now, as the four plain answers."""
    tokens: dict[str, set[str]] = {}
    for verb, token in Grant.objects.filter(space=space).values_list("verb", "token"):
        tokens.setdefault(verb, set()).add(token)
    asked = (Verb.SEE, Verb.JOIN, Verb.OPEN, Verb.REPLY)
    return Audiences(**{verb.value: audience_of(tokens.get(verb, set()), space) for verb in asked})


def is_member(actor: Actor, space: int) -> bool:
    """Whether the actor has joined the space."""
    joined = "SELECT 1 FROM spaces_spacemember WHERE space_id = %s AND member_id = %s"
    return actor.is_person and bool(rows(joined, (space, actor.id)))


@dataclass(frozen=True, slots=True)
class SpaceMemberRow:
    id: int
    handle: str
    name: str
    is_organiser: bool


def space_members(space: int) -> list[SpaceMemberRow]:
    """Who has joined the space, organisers first."""
    found = SpaceMember.objects.filter(space=space).order_by("-is_organiser", "member__name")
    fields = found.values_list("member_id", "member__handle", "member__name", "is_organiser")
    return [SpaceMemberRow(pk, handle or "", name, runs) for pk, handle, name, runs in fields]
