"""What is aimed for: every target there ever was, and which one counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from groundswell.kernel import clock
from groundswell.power.engine.readings import reading as engine
from groundswell.power.models import Target


@dataclass(frozen=True, slots=True)
class Aimed:
    """A target as it was set: by whom is empty where nobody says so any more."""

    reading: str
    floor: float | None
    target: float | None
    at: datetime
    by: str
    handle: str

    @property
    def is_any(self) -> bool:
        return self.floor is not None or self.target is not None


def all_targets() -> Mapping[str, Sequence[Aimed]]:
    """By reading: the newest first, which is the one that counts."""
    rows = Target.objects.order_by("-pk").values_list(
        "reading", "floor", "target", "set_at", "set_by__name", "set_by__handle"
    )
    found: dict[str, list[Aimed]] = {}
    for reading, floor, target, at, name, handle in rows:
        found.setdefault(reading, []).append(Aimed(reading, floor, target, at, name or "", handle or ""))
    return found


def registered() -> tuple[engine.Target, ...]:
    """Every target as the engine knows them, in the order in which they were set."""
    rows = Target.objects.order_by("pk").values_list("reading", "set_at", "floor", "target")
    return tuple(engine.Target(name, clock.micros(at), *both) for name, at, *both in rows)


def in_force(targets: Mapping[str, Sequence[Aimed]], reading: str) -> Aimed | None:
    """The target that counts now; None where there is none, or none any more."""
    newest = targets.get(reading, ())[:1]
    return newest[0] if newest and newest[0].is_any else None
