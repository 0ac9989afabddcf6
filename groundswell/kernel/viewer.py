"""The person in front of the page, as far as every page needs them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    id: int
    handle: str
    name: str
    roles: frozenset[str] = frozenset()
    is_new_today: bool = False
