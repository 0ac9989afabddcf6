"""Cohorts by row, periods by column: the darker, the more were there. What is not over stays empty."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from groundswell.power.charts.chart import Chart, Named, Say, Table, picture
from groundswell.power.charts.svg import element, text
from groundswell.power.engine.results import Grid

LEAST_PEOPLE = 5
_ROWS, _COLUMNS = 20, 13
_LEFT, _TOP, _WIDTH, _HEIGHT, _GAP = 204.0, 56.0, 640.0, 26.0, 2.0
_DARK = 0.6
# Nobody is still a cell that was watched.
_PALEST = 0.04


@dataclass(frozen=True, slots=True)
class GridWords:
    """`cohort` and `size` head the first columns, `period` the others; `unknown` is one that is not over."""

    cohort: str
    size: str
    period: str
    unknown: str


def grid(shape: Grid, named: Named, words: GridWords, *, say: tuple[Say, Say]) -> Chart:
    """The latest cohorts of five people or more, newest last; `say` names a row's moment and a share."""
    when, _how_much = say
    big = [place for place, size in enumerate(shape.sizes) if size >= LEAST_PEOPLE][-_ROWS:]
    width = min(max((_observed(shape.cells[place]) for place in big), default=1), _COLUMNS) or 1
    cell = (_WIDTH - _LEFT) / width
    parts = [text(words.period, _LEFT, _TOP - 36, at="start", role="axis")]
    parts += [text(str(each + 1), _LEFT + (each + 0.5) * cell, _TOP - 12) for each in range(width)]
    parts.append(text(words.cohort, 0, _TOP - 12, at="start", role="axis"))
    for row, place in enumerate(big):
        y = _TOP + row * _HEIGHT
        parts.append(text(when(shape.rows[place]), 0, y + 17, at="start"))
        parts.append(text(str(shape.sizes[place]), _LEFT - 10, y + 17, at="end"))
        parts += _cells(shape.cells[place][:width], y, cell)
    size = (_WIDTH, _TOP + max(len(big), 1) * _HEIGHT)
    head = (words.cohort, words.size, *(f"{words.period} {each + 1}" for each in range(width)))
    return Chart(
        picture(named, size, *parts, kind="grid"),
        lambda: Table(
            named.title, head, tuple(_row(shape, place, width, words=words, say=say) for place in big)
        ),
    )


def _observed(cells: tuple[float | None, ...]) -> int:
    return sum(cell is not None for cell in cells)


def _cells(cells: tuple[float | None, ...], y: float, width: float) -> Iterator[Markup]:
    """Shades with whole per cent on them; the table says the same with the sign."""
    for place, share in enumerate(cells):
        if share is None:
            continue
        x = _LEFT + place * width
        box = {"x": x, "y": y, "width": width - _GAP, "height": _HEIGHT - _GAP}
        yield element("rect", class_="chart-cell", fill_opacity=f"{max(share, _PALEST):.2f}", **box)
        role = "on" if share > _DARK else "in"
        yield text(f"{100 * share:.0f}", x + (width - _GAP) / 2, y + 17, role=role)


def _row(shape: Grid, place: int, width: int, *, words: GridWords, say: tuple[Say, Say]) -> tuple[str, ...]:
    when, how_much = say
    cells = shape.cells[place][:width]
    told = (words.unknown if cell is None else how_much(cell) for cell in cells)
    return (when(shape.rows[place]), str(shape.sizes[place]), *told, *[words.unknown] * (width - len(cells)))
