"""Time as the measures see it: microseconds since 1970 in UTC, and windows of whole days, half open."""

from dataclasses import dataclass
from typing import Self

SECOND = 1_000_000
HOUR = 3_600 * SECOND
DAY = 24 * HOUR
WEEK = 7 * DAY
NEVER = 2**62

# 1970 began on a Thursday; weeks begin on Monday.
_FIRST_MONDAY = 4 * DAY


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """From `start` on and before `end`. What happens at `end` belongs to the next one."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"A window ends after it starts, unlike {self.start}…{self.end}.")

    @classmethod
    def before(cls, end: int, *, days: int) -> Self:
        """The `days` before `end`."""
        return cls(end - days * DAY, end)

    @property
    def days(self) -> float:
        return (self.end - self.start) / DAY

    def earlier(self) -> "Window":
        """The window of the same length that ends where this one starts."""
        return Window(2 * self.start - self.end, self.start)

    def holds(self, at: int) -> bool:
        return self.start <= at < self.end


def end_of_week(at: int) -> int:
    """The Monday midnight that `at` has reached or passed: where the last whole week ended."""
    return at - (at - _FIRST_MONDAY) % WEEK


def week_ends(first: int, last: int) -> range:
    """Every end of a week after `first`, up to `last`."""
    return range(end_of_week(first) + WEEK, last + 1, WEEK)
