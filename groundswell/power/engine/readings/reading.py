"""What a reading says. No numpy: readings are stored, sent as JSON and shown by pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import isfinite

from groundswell.power.engine.results import Interval, Result, State
from groundswell.power.engine.spans import Window


class Arrow(StrEnum):
    """Drawn only where the interval of the difference excludes nought."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class Says(StrEnum):
    """The sentence beside a reading; its words stand in `definitions/readings.py`."""

    NOTHING_KNOWN = "nothing known yet"
    NOTHING_HAPPENED = "nothing happened"
    TOO_FEW = "too few to tell"
    NOT_REACHED = "not reached"
    UNSTABLE = "unstable"
    NO_COMPARISON = "nothing to compare with"
    NO_CHANGE = "no more than chance"
    ROSE = "rose"
    FELL = "fell"


class Lacks(StrEnum):
    """Why a reading keeps the index from being told; its words stand in `definitions/readings.py` too."""

    NOT_SEEN = "not seen yet"
    TOO_FEW = "too few"
    NO_VALUE = "no value"
    NO_TARGET = "no target"
    NO_SAMPLE = "no sample"


@dataclass(frozen=True, slots=True)
class Target:
    """What stewards aim for in a reading, from the moment `since` until a later one follows.

    One without both numbers says: no target any more.
    """

    reading: str
    since: int
    floor: float | None = None
    target: float | None = None

    def __post_init__(self) -> None:
        if self.floor is None or self.target is None:
            return
        if not (isfinite(self.floor) and isfinite(self.target) and self.floor < self.target):
            raise ValueError(f"A target lies above its floor, unlike {self.target} and {self.floor}.")

    def attained(self, value: float) -> float | None:
        """How much of the way from floor to target, from 0 to 1."""
        if self.floor is None or self.target is None:
            return None
        return min(max((value - self.floor) / (self.target - self.floor), 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Change:
    """The value now minus that of the window before, which shares no moment with this one.

    Without `interval` the two could not be compared.
    """

    arrow: Arrow = Arrow.NONE
    before: Window | None = None
    was: float | None = None
    by: float | None = None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the eight at the end of a week; `week` is that Monday midnight.

    `place` is the share of its own past 52 weeks that lie below, those equal to it counting half; None under
    twelve of them. `target` was in force at the end of the week.
    """

    name: str
    week: int
    result: Result
    says: Says
    change: Change
    target: Target | None = None
    attainment: float | None = None
    place: float | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """power.v1: the geometric mean of the eight attainments, of 100; only beside the eight, and never alone.

    From `low` to `high` it lies by chance (95 %), from `least` to `most` under any weights. Where one of the
    eight has no value, or no floor and target, there is none: `missing` names those, each with the reason.
    """

    week: int
    missing: Mapping[str, Lacks] = field(default_factory=dict)
    value: int | None = None
    low: int | None = None
    high: int | None = None
    least: int | None = None
    most: int | None = None


def in_force(targets: Iterable[Target], reading: str, *, at: int) -> Target | None:
    """The target that was registered last by that moment; of two at one moment the later in order."""
    known = [each for each in targets if each.reading == reading and each.since <= at]
    return max(reversed(known), key=lambda each: each.since, default=None)


def aimed(reading: Reading, targets: Iterable[Target]) -> Reading:
    """The reading in the light of what was aimed for when its week ended."""
    target, value = in_force(targets, reading.name, at=reading.week), reading.result.value
    attainment = None if target is None or value is None else target.attained(value)
    return replace(reading, target=target, attainment=attainment)


def sentence(result: Result, change: Change) -> Says:
    """What there is to say, and why there is no more."""
    if result.state in _WITHOUT_VALUE:
        return _WITHOUT_VALUE[result.state]
    if change.interval is None:
        return Says.NO_COMPARISON
    return _OF_ARROW[change.arrow]


_WITHOUT_VALUE = {
    State.UNSEEN: Says.NOTHING_KNOWN,
    State.UNDEFINED: Says.NOTHING_HAPPENED,
    State.TOO_FEW: Says.TOO_FEW,
    State.NOT_REACHED: Says.NOT_REACHED,
    State.UNSTABLE: Says.UNSTABLE,
}
_OF_ARROW = {Arrow.UP: Says.ROSE, Arrow.DOWN: Says.FELL, Arrow.NONE: Says.NO_CHANGE}
