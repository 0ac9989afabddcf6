"""Where numbers stand in a picture: a frame with a scale along each edge, and round numbers to mark it."""

from dataclasses import dataclass
from math import floor, log10

from groundswell.power.charts.svg import Point

Range = tuple[float, float]
_ROUND = (1.0, 2.0, 5.0, 10.0)
# Horizons in days and the step of their marks: whole weeks as far as days can be told apart.
_DAYS = ((7, 1), (14, 2), (28, 7), (84, 28), (168, 28), (336, 84), (672, 168), (1344, 336), (2688, 672))


@dataclass(frozen=True, slots=True)
class Frame:
    """A box in the units of its picture, and what its edges mean. Nothing is drawn outside of it."""

    left: float
    top: float
    right: float
    bottom: float
    across: Range
    up: Range

    def x(self, value: float) -> float:
        return self.left + _part(value, self.across) * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.bottom - _part(value, self.up) * (self.bottom - self.top)

    def at(self, across: float, up: float) -> Point:
        return self.x(across), self.y(up)


def _part(value: float, span: Range) -> float:
    """From 0 to 1; in the middle where the edge has no length."""
    low, high = span
    return min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.5


def round_steps(top: float, *, most: int = 4) -> tuple[float, ...]:
    """Round numbers from 0 to `top` or just above it, in few steps; whole ones if `top` is."""
    if top <= 0:
        return (0.0, 1.0)
    least = top / most
    size: float = 10 ** floor(log10(least))
    step = next(each * size for each in _ROUND if each * size >= least * (1 - 1e-9))
    if float(top).is_integer():
        step = max(step, 1.0)
    count = -int(-top // step)
    return tuple(round(step * place, 9) for place in range(count + 1))


def day_marks(until: float) -> tuple[float, ...]:
    """Days to mark up to the first horizon that holds `until`."""
    horizon, step = next((each for each in _DAYS if each[0] >= until), (None, None))
    if horizon is None or step is None:
        return round_steps(until)
    return tuple(float(day) for day in range(0, horizon + 1, step))
