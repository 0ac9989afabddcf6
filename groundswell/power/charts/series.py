"""Weeks side by side: a strip with its band, its target and its holes, or several lines with their names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from groundswell.power.charts.chart import Chart, Named, Say, Table, picture
from groundswell.power.charts.frame import Frame, round_steps
from groundswell.power.charts.svg import Point, area, element, line, number, text
from groundswell.power.engine.results import Series

VALUE, LOW, HIGH = "value", "low", "high"
_STRIP = (520.0, 56.0)
_LINES = (640, 300)
_HATCH = 9
_ROOM = 1.08
_MOST_BAND = 2.0
_MOST_LINES = 4
Line = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class StripWords:
    """Of the table: what a row is, the value, the band; what stands where nothing is known."""

    week: str
    value: str
    band: str
    unknown: str


def strip(
    shape: Series,
    named: Named,
    words: StripWords,
    *,
    say: tuple[Say, Say],
    span: tuple[float | None, float | None],
) -> Chart:
    """The lines 'value', 'low' and 'high' of a series, from 0 up. It stretches to the room there is.

    `say` names a moment and a value; `span` is (the scale's upper end or None, the target or None).
    """
    top, target = span
    value, low, high = (shape.lines.get(name, (None,) * len(shape.at)) for name in (VALUE, LOW, HIGH))
    highest = top or _highest((*value, target), high)
    frame = Frame(2, 4, _STRIP[0] - 6, _STRIP[1] - 4, across=(0, max(len(shape.at) - 1, 1)), up=(0, highest))
    parts = [*_holes(value, frame), *_target(target, frame), *_bands(low, high, frame), *_runs(value, frame)]
    head, drawn = (words.week, words.value, words.band), (value, low, high)
    return Chart(
        picture(named, _STRIP, *parts, kind="strip", stretched=True),
        lambda: Table(named.title, head, tuple(_rows(shape, words, drawn, say=say))),
    )


def _highest(values: Line, highs: Line) -> float:
    """Room for every value; a band that reaches far beyond all of them runs out of the picture."""
    most = max((each for each in values if each is not None), default=0.0)
    reach = max((each for each in highs if each is not None), default=most)
    return max(most, min(reach, _MOST_BAND * most)) * _ROOM or 1.0


def _rows(
    shape: Series, words: StripWords, lines: tuple[Line, Line, Line], *, say: tuple[Say, Say]
) -> Iterator[tuple[str, str, str]]:
    when, how_much = say
    for at, value, low, high in zip(shape.at, *lines, strict=True):
        told = words.unknown if value is None else how_much(value)
        band = "" if low is None or high is None else f"{how_much(low)} – {how_much(high)}"
        yield when(at), told, band


def _stretches(values: Line) -> Iterator[tuple[bool, list[int]]]:
    """The places of each unbroken run, and whether its values are known."""
    for is_known, run in groupby(range(len(values)), key=lambda place: values[place] is not None):
        yield is_known, [*run]


def _points(values: Line, places: list[int], frame: Frame) -> list[Point]:
    return [frame.at(place, value) for place in places if (value := values[place]) is not None]


def _runs(values: Line, frame: Frame) -> Iterator[Markup]:
    """The line, broken where nothing is known; a dot at its end, which is now."""
    for is_known, places in _stretches(values):
        if is_known:
            yield element("path", class_="chart-line", d=line(_points(values, places, frame)) + "h0")
    if values and values[-1] is not None:
        x, y = frame.at(len(values) - 1, values[-1])
        yield element("path", class_="chart-now", d=f"M{number(x)} {number(y)}h0")


def _bands(low: Line, high: Line, frame: Frame) -> Iterator[Markup]:
    both = [None if under is None or over is None else over for under, over in zip(low, high, strict=True)]
    for is_known, places in _stretches(both):
        if is_known and len(places) > 1:
            upper, lower = _points(high, places, frame), _points(low, places, frame)
            yield element("path", class_="chart-band", d=area(upper, lower))


def _holes(values: Line, frame: Frame) -> Iterator[Markup]:
    """Slanted lines where nothing is known: a hole that is seen."""
    for is_known, places in _stretches(values):
        if is_known:
            continue
        left = frame.x(max(places[0] - 0.5, 0))
        right = max(frame.x(min(places[-1] + 0.5, len(values) - 1)), left + _HATCH)
        slants = [
            f"M{number(x)} {number(frame.bottom)}l{_HATCH} -{number(frame.bottom - frame.top)}"
            for x in _every(left, right - _HATCH, _HATCH)
        ]
        yield element("path", class_="chart-hole", d="".join(slants))


def _every(first: float, last: float, step: float) -> Iterator[float]:
    for place in range(int(max(last - first, 0) // step) + 1):
        yield first + place * step


def _target(target: float | None, frame: Frame) -> Iterator[Markup]:
    if target is not None:
        y = number(frame.y(target))
        yield element("path", class_="chart-target", d=f"M{number(frame.left)} {y}H{number(frame.right)}")


def lines(shape: Series, named: Named, names: dict[str, str], *, say: tuple[Say, Say], week: str) -> Chart:
    """The first four lines from 0 up, told apart by colour and dash, and named in the legend; a table of all.

    `names` gives the words of each line, in order; `say` names a moment and a value; `week` heads the table.
    """
    when, how_much = say
    told = {key: shape.lines[key] for key in names if key in shape.lines}
    drawn = dict([*told.items()][:_MOST_LINES])
    known = [each for values in drawn.values() for each in values if each is not None]
    marks = round_steps(max(known, default=1.0))
    frame = Frame(64, 40, 626, 258, across=(0, max(len(shape.at) - 1, 1)), up=(0, marks[-1]))
    parts = [*_scale(frame, marks, how_much), *_moments(shape, frame, when)]
    for place, (key, values) in enumerate(drawn.items()):
        parts += [_named_line(values, frame, place), *_legend(names[key], place, len(drawn))]
    head = (week, *(names[key] for key in told))
    picked = [*told.values()]
    return Chart(
        picture(named, _LINES, *parts, kind="lines"),
        lambda: Table(named.title, head, tuple(_beside(shape, picked, say))),
    )


def _beside(shape: Series, drawn: Sequence[Line], say: tuple[Say, Say]) -> Iterator[tuple[str, ...]]:
    """A row a week, with what each line said of it."""
    when, how_much = say
    for at, *values in zip(shape.at, *drawn, strict=True):
        yield when(at), *("" if value is None else how_much(value) for value in values)


def _scale(frame: Frame, marks: tuple[float, ...], say: Say) -> Iterator[Markup]:
    for mark in marks:
        y = frame.y(mark)
        yield element(
            "path", class_="chart-grid", d=f"M{number(frame.left)} {number(y)}H{number(frame.right)}"
        )
        yield text(say(mark), frame.left - 8, y + 4, at="end")


def _moments(shape: Series, frame: Frame, when: Say) -> Iterator[Markup]:
    """The first and the last."""
    if shape.at:
        yield text(when(shape.at[0]), frame.left, frame.bottom + 26, at="start")
    if len(shape.at) > 1:
        yield text(when(shape.at[-1]), frame.right, frame.bottom + 26, at="end")


def _named_line(values: Line, frame: Frame, place: int) -> Markup:
    drawn = "".join(
        f"{line(_points(values, places, frame))}h0" for is_known, places in _stretches(values) if is_known
    )
    return element("path", class_="chart-line", data_line=str(place), d=drawn) if drawn else Markup("")


def _legend(name: str, place: int, count: int) -> Iterator[Markup]:
    x = 64 + place * (562 / count)
    yield element("path", class_="chart-line", data_line=str(place), d=f"M{number(x)} 16h22")
    yield text(name, x + 28, 21, at="start", role="axis")
