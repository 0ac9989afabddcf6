"""Spaces for tests and the demo, made as stewards make them: by calling actions."""

from groundswell.kernel.actor import SYSTEM, Actor
from groundswell.people.models import Member
from groundswell.spaces import actions
from groundswell.spaces.audiences import PRIVATE, Audiences
from groundswell.spaces.models import Space, SpaceKind


def make_space(
    name: str = "The workbench",
    *,
    parent: Space | None = None,
    audiences: Audiences | None = None,
    about: str = "",
    by: Actor = SYSTEM,
) -> Space:
    return actions.open_space(by, name, parent=parent, audiences=audiences, about=about)


def make_private_space(
    *members: Member,
    name: str = "The back room",
    parent: Space | None = None,
    about: str = "",
    by: Actor = SYSTEM,
) -> Space:
    kind = SpaceKind.GROUP
    space = actions.open_space(by, name, kind=kind, parent=parent, audiences=PRIVATE, about=about)
    for member in members:
        actions.add_member(SYSTEM, space, member)
    return space
