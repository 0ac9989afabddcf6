"""Spaces that are not for everybody, one of which is another's."""

from groundswell.kernel.actor import SYSTEM
from groundswell.people.models import Member
from groundswell.spaces import actions
from groundswell.spaces.audiences import Audiences
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space, SpaceKind
from tests.leaks.features import form, page
from tests.leaks.world import ALL, INSIDE, PEOPLE, TEAM, Role, Thing, World

_STEWARD = frozenset({Role.STEWARD})
_ASKED = {"see": "everyone", "open": "members", "reply": "members", "join": "members", "is_unlisted": "on"}


def _names(world: World) -> dict[str, str]:
    return {f"space-{thing.value}": f"Space {number}" for number, thing in enumerate(world.things["space"])}


def _new_space(world: World) -> dict[str, str]:
    parent = str(world.find("space", "commons").value)
    return {"name": "The shed", "about": "Wood.", "kind": "open", "parent": parent, **_ASKED}


def _plain_handle(world: World) -> dict[str, str]:
    return {"handle": world.others["plain"].handle or "", "is_organiser": "on"}


ROUTES = {
    "spaces:list": page(),
    "spaces:new": form(_new_space, _STEWARD),
    "spaces:names": form(_names, _STEWARD),
    "spaces:edit": form({"name": "The shed", "about": "Wood.", **_ASKED}, _STEWARD, pk="space"),
    "spaces:place": form({"parent": ""}, _STEWARD, pk="space"),
    "spaces:join": form({}, PEOPLE, pk="space"),
    "spaces:leave": form({}, PEOPLE, pk="space"),
    "spaces:members": form(_plain_handle, _STEWARD, pk="space"),
    "spaces:remove": form({}, _STEWARD, pk="space", member="member"),
}


def lay(world: World) -> None:
    commons = Space.objects.get()
    actions.change_space(
        SYSTEM,
        commons,
        name=world.word("the name of the commons"),
        about=world.word("what the commons are for"),
        audiences=Audiences(),
    )
    world.thing("space", Thing("commons", commons.pk))
    bench = make_space(world.word("the name of the bench"), about="Tools.")
    world.thing("space", Thing("bench", bench.pk))
    circle = actions.open_space(SYSTEM, world.word("the name of the circle"), kind=SpaceKind.GROUP)
    world.thing("space", Thing("circle", circle.pk))
    actions.add_member(SYSTEM, circle, world.people[Role.MEMBER])


def hide(world: World) -> None:
    insiders = [world.people[Role.INSIDER], world.people[Role.SUSPENDED]]
    private = _private(world, "private", INSIDE, *insiders)
    _private(world, "inner", INSIDE, *insiders, parent=private)
    other = _private(world, "other", TEAM | {Role.OUTSIDER})
    actions.add_member(SYSTEM, other, world.people[Role.OUTSIDER], is_organiser=True)


def _private(
    world: World, label: str, to: frozenset[Role], *members: Member, parent: Space | None = None
) -> Space:
    name = world.word(f"the name of the {label} space", to)
    about = world.word(f"what the {label} space is for", to)
    space = make_private_space(*members, name=name, about=about, parent=parent)
    runners = TEAM | {Role.OUTSIDER} if label == "other" else TEAM
    world.hidden_thing("space", Thing(label, space.pk, to & ALL, runners=runners))
    return space
