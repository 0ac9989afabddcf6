"""What a measure answers: a value with what it rests on, or why there is none; and shapes to draw.

No numpy here: results are stored, sent as JSON and read by pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from groundswell.power.engine.spans import Window


class State(StrEnum):
    """ESTIMATED has an interval; COUNTED is a census and needs none; the others have no value.

    UNSTABLE is what another throw of the dice would tell differently.
    """

    ESTIMATED = "estimated"
    COUNTED = "counted"
    NOT_REACHED = "not reached"
    TOO_FEW = "too few"
    UNDEFINED = "undefined"
    UNSEEN = "unseen"
    UNSTABLE = "unstable"


class Exclusion(StrEnum):
    """What a measure leaves out, and counts."""

    BOTS = "bots"
    REMOVED = "removed"
    TO_ONESELF = "to oneself"
    IMPORTED = "imported"
    NO_ANSWER_WANTED = "no answer wanted"
    UNKNOWN_AUTHOR = "unknown author"
    OUT_OF_ORDER = "out of order"
    TEAM = "team"
    HEADLESS = "beginning unknown"
    UNFOLLOWED = "not followed long enough"


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value lies with 95 % confidence, and by what method that was reckoned.

    `high` is None where data end before the curve says: 'more than `low`'.
    """

    low: float
    high: float | None
    method: str

    def excludes(self, value: float) -> bool:
        return value < self.low or (self.high is not None and value > self.high)


# Days that charts mark: every curve that lasts so long knows them exactly.
ROUND_DAYS = (
    0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 21, 28, 56, 84, 112, 140, 168, 252, 336, 504, 672, 1008, 1344,
    2016, 2688,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Curve:
    """A step function of time in days: S(t) or an incidence, its band, and how many are still watched."""

    days: tuple[float, ...]
    values: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    at_risk: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lorenz:
    """Cumulative share of people (fewest first) and of what they made; both from 0 to 1."""

    people: tuple[float, ...]
    made: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Named lines over the same moments (microseconds); None where nothing is known."""

    at: tuple[int, ...]
    lines: Mapping[str, tuple[float | None, ...]]


@dataclass(frozen=True, slots=True)
class Grid:
    """Cohorts by row, periods since their start by column; None where the period is not over."""

    rows: tuple[int, ...]
    sizes: tuple[int, ...]
    cells: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """Named shares of a whole, or steps of a path: how many of how many."""

    of: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ties:
    """Who answers whom, by group: cells are replies; None where fewer than five people stand behind it."""

    groups: tuple[str, ...]
    sizes: tuple[int, ...]
    cells: tuple[tuple[int | None, ...], ...]


Shape: TypeAlias = Curve | Lorenz | Series | Grid | Parts | Ties


@dataclass(frozen=True, slots=True)
class Result:
    """What `measure` (an id with its version) found. `n` counts what its definition says: people, topics.

    `excluded` names what was left out and how many; `parts` are results within this one; `shape` is drawn.
    """

    measure: str
    window: Window
    state: State
    n: int
    value: float | None = None
    interval: Interval | None = None
    excluded: Mapping[Exclusion, int] = field(default_factory=dict)
    parts: Mapping[str, "Result"] = field(default_factory=dict)
    shape: Shape | None = None

    def __post_init__(self) -> None:
        has_value = self.state in {State.ESTIMATED, State.COUNTED}
        if has_value != (self.value is not None):
            raise ValueError(f"{self.measure}: a result that is {self.state} has value {self.value!r}.")
        if (self.state is State.ESTIMATED) != (has_value and self.interval is not None):
            raise ValueError(f"{self.measure}: an estimate has an interval, a count has none.")
