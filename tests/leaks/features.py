"""What features tell about their routes and secrets, each in the `tests/leaks.py` of its own folder.

Such a module may have

- `ROUTES`: for each route of the feature, by name, a `Call`: what stands in its address, what its form sends;
- `EXEMPT`: text columns that hold nothing to hide, as `app.model.column`, each with the reason;
- `lay(world)`: what is there for everybody to see, and the people;
- `hide(world)`: what is not for everybody, with a canary in each text column.

A route or a column of which no feature tells anything fails by name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Final

from django.conf import settings

from tests.leaks.world import PEOPLE, Role, Thing, World

OWNER: Final = "owner"
RUNNER: Final = "runner"
Form = Mapping[str, str] | Callable[[World], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Call:
    """How a route is called.

    `nouns` says what stands for each part of its address; `form` what a form there sends so that it
    succeeds for some of `by`: roles, or the OWNER of the thing, or those who run its place. `queries` are
    added to the address when the page is asked for. `elsewhere` says where the form's success is shown if
    it takes more than one step.
    """

    nouns: Mapping[str, str] = field(default_factory=dict)
    form: Form | None = None
    by: frozenset[Role | str] = frozenset()
    queries: tuple[str, ...] = ()
    elsewhere: str = ""

    def sends(self, world: World) -> dict[str, str]:
        form = self.form(world) if callable(self.form) else self.form
        return dict(form or {})

    def may_send(self, role: Role, things: list[Thing], stage: str) -> bool:
        """Whether the role might succeed with these things. All of them must be open to it."""
        if not all(thing.is_for(role, stage) for thing in things):
            return False
        owns = OWNER in self.by and any(thing.owner == role for thing in things)
        runs = RUNNER in self.by and any(role in thing.runners for thing in things)
        return owns or runs or role in self.by


def page(*queries: str, **nouns: str) -> Call:
    """A route that is only read."""
    return Call(nouns, queries=queries)


def form(sends: Form, by: Iterable[Role | str] = PEOPLE, **nouns: str) -> Call:
    """A route to which a form is sent."""
    return Call(nouns, form=sends, by=frozenset(by))


@cache
def features() -> Mapping[str, ModuleType]:
    """The modules of all features that are present and have something to tell."""
    names = [f"{feature}.tests.leaks" for feature in settings.FEATURES if find_spec(f"{feature}.tests")]
    return {name.split(".")[1]: import_module(name) for name in names if find_spec(name)}


@cache
def calls() -> Mapping[str, Call]:
    """Every route's call, by its name."""
    return {
        name: call for module in features().values() for name, call in getattr(module, "ROUTES", {}).items()
    }


@cache
def exempt() -> Mapping[str, str]:
    """The columns that hold nothing to hide, and why."""
    return {
        name: why for module in features().values() for name, why in getattr(module, "EXEMPT", {}).items()
    }


def lay(world: World) -> World:
    """What everybody may see."""
    return _each(world, "lay")


def hide(world: World) -> World:
    """What not everybody may see."""
    return _each(world, "hide")


def _each(world: World, part: str) -> World:
    for module in features().values():
        getattr(module, part, lambda _world: None)(world)
    return world
