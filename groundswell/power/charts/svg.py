"""SVG as text: elements that escape what they are given, and numbers that are always numbers."""

from collections.abc import Iterable
from math import isfinite

from markupsafe import Markup

Point = tuple[float, float]


def number(value: float) -> str:
    """To a tenth of a unit, as short as it goes. What is no number is a mistake of the caller's."""
    if not isfinite(value):
        raise ValueError(f"A picture has no place for {value!r}.")
    rounded = round(value, 1) + 0.0
    return f"{rounded:.1f}".removesuffix(".0")


def element(name: str, /, *inside: str, **attributes: str | float) -> Markup:
    """`element("text", "Hello", text_anchor="end", x=1.5)`; a trailing underscore is left out of a name."""
    told = Markup("").join(
        Markup(' {}="{}"').format(_attribute(key), value if isinstance(value, str) else number(value))
        for key, value in attributes.items()
    )
    if not inside:
        return Markup("<{}{}/>").format(name, told)
    return Markup("<{0}{1}>{2}</{0}>").format(name, told, Markup("").join(inside))


def text(words: str, x: float, y: float, *, at: str = "middle", role: str = "tick") -> Markup:
    """Words at a place; `at` is which end of them stands there; `role` is how they look."""
    anchor = {} if at == "middle" else {"text_anchor": at}
    return element("text", words, class_=f"chart-{role}", x=x, y=y, **anchor)


def line(points: Iterable[Point]) -> str:
    """A path from point to point, in as few letters as say it."""
    drawn: list[str] = []
    last = ("", "")
    for point in points:
        x, y = map(number, point)
        if not drawn:
            drawn.append(f"M{x} {y}")
        elif (x, y) != last:
            drawn.append(f"H{x}" if y == last[1] else f"V{y}" if x == last[0] else f"L{x} {y}")
        last = (x, y)
    return "".join(drawn)


def stairs(points: Iterable[Point]) -> list[Point]:
    """The corners of a step function that keeps each value until the next."""
    corners: list[Point] = []
    for x, y in points:
        before = [(x, corners[-1][1])] if corners else []
        corners += [*before, (x, y)]
    return corners


def area(upper: Iterable[Point], lower: Iterable[Point]) -> str:
    """A closed path along one edge and back along the other."""
    return f"{line([*upper, *reversed([*lower])])}Z"


def _attribute(name: str) -> str:
    return name.removesuffix("_").replace("_", "-")
