"""Who answers whom, by group: the darker, the more replies. What few people stand behind is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from math import sqrt

from markupsafe import Markup

from groundswell.power.charts.chart import Chart, Named, Table, picture
from groundswell.power.charts.svg import element, number, text
from groundswell.power.engine.results import Ties

_WIDTH, _LEFT, _TOP, _GAP = 640.0, 190.0, 64.0, 3.0
_LARGEST = 72.0
_DARK = 0.6


@dataclass(frozen=True, slots=True)
class TiesWords:
    """`rows` answer `columns`; `hidden` is said of a cell that is left out; `names` are the groups'."""

    names: tuple[str, ...]
    rows: str
    columns: str
    hidden: str


def ties(shape: Ties, named: Named, words: TiesWords) -> Chart:
    """Shades go by the root, so that the largest cell does not make all others pale."""
    side = min((_WIDTH - _LEFT) / max(len(shape.groups), 1), _LARGEST)
    highest = max((cell for row in shape.cells for cell in row if cell is not None), default=0)
    parts = [
        text(words.columns, _LEFT, 18, at="start", role="axis"),
        text(words.rows, 0, 18, at="start", role="axis"),
    ]
    parts += [
        text(str(place + 1), _LEFT + (place + 0.5) * side, _TOP - 14) for place in range(len(shape.groups))
    ]
    for row, (name, size) in enumerate(zip(words.names, shape.sizes, strict=True)):
        y = _TOP + row * side
        parts.append(text(f"{row + 1} {name} ({size})", 0, y + side / 2 + 5, at="start"))
        for place, cell in enumerate(shape.cells[row]):
            parts += _cell(cell, (_LEFT + place * side, y), side - _GAP, highest=highest)
    size_of = (_WIDTH, _TOP + max(len(shape.groups), 1) * side)
    return Chart(picture(named, size_of, *parts, kind="ties"), partial(_table, shape, named, words))


def _cell(count: int | None, at: tuple[float, float], side: float, *, highest: int) -> Iterator[Markup]:
    x, y = at
    box = {"x": x, "y": y, "width": side, "height": side, "rx": 4.0}
    yield element("rect", class_="chart-blank", **box)
    if count is None:
        slant = f"M{number(x + 6)} {number(y + side - 6)}l{number(side - 12)} -{number(side - 12)}"
        yield element("path", class_="chart-hole", d=slant)
        return
    shade = sqrt(count / highest) if highest else 0.0
    yield element("rect", class_="chart-cell", fill_opacity=f"{shade:.2f}", **box)
    yield text(str(count), x + side / 2, y + side / 2 + 5, role="on" if shade > _DARK else "in")


def _table(shape: Ties, named: Named, words: TiesWords) -> Table:
    rows = tuple(
        (name, *(words.hidden if cell is None else str(cell) for cell in cells))
        for name, cells in zip(words.names, shape.cells, strict=True)
    )
    return Table(named.title, (f"{words.rows} / {words.columns}", *words.names), rows)
