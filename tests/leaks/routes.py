"""The route table as the resolver has it, and every address that the world's things make with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.leaks.features import Call, calls
from tests.leaks.world import ABSENT, Role, Thing, World


@dataclass(frozen=True, slots=True)
class Route:
    """One pattern of the URLconf. `parts` are the names of what varies in its address."""

    name: str
    pattern: str
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Address:
    """A route with things in it. `like` is the same address with something that does not exist."""

    route: str
    path: str
    things: tuple[Thing, ...]
    like: str

    def is_for(self, role: Role, stage: str) -> bool:
        return all(thing.is_for(role, stage) for thing in self.things)

    @property
    def labels(self) -> str:
        return ", ".join(thing.label for thing in self.things)

    def __str__(self) -> str:
        return f"{self.route}({self.labels})"


@cache
def routes() -> Mapping[str, Route]:
    """Every route by name; one without a name stands under its pattern."""
    return {route.name: route for route in _below(get_resolver(), (), "")}


def _below(resolver: URLResolver, spaces: tuple[str, ...], prefix: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _below(entry, inner, pattern)
        elif isinstance(entry, URLPattern):
            name = ":".join([*spaces, entry.name]) if entry.name else pattern
            yield Route(name, pattern, frozenset(entry.pattern.converters))


def addresses(world: World) -> list[Address]:
    """Every address of every route, with each thing that its parts can stand for."""
    return [each for name in routes() if name in calls() for each in addresses_of(world, name, calls()[name])]


def addresses_of(world: World, name: str, call: Call) -> Iterator[Address]:
    parts = list(call.nouns)
    for things in product(*(world.things[noun] for noun in call.nouns.values())):
        values = {part: thing.value for part, thing in zip(parts, things, strict=True)}
        nothing = {part: ABSENT[noun] for part, noun in call.nouns.items()}
        yield Address(name, reverse(name, kwargs=values), things, reverse(name, kwargs=nothing))
