"""A curve of time until something happens: its steps, its band, and how many are still watched."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from groundswell.power.charts.chart import Chart, Named, Say, Table, picture
from groundswell.power.charts.frame import Frame, day_marks
from groundswell.power.charts.svg import area, element, line, number, stairs, text
from groundswell.power.engine.results import Curve

_SIZE = (640, 362)
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class CurveWords:
    """`days` names the axis, `share` what the curve is, `at_risk` how many are still watched.

    `half` says where the curve comes to one half, or is "".
    """

    days: str
    share: str
    band: str
    at_risk: str
    half: str = ""


def curve(shape: Curve, named: Named, words: CurveWords, *, say: Say, until: float | None = None) -> Chart:
    """Up to the day `until`, or to the last that was watched."""
    last = shape.days[-1] if shape.days else 1.0
    marks = day_marks(min(last, until or last))
    frame = Frame(64, 40, 626, 250, across=(0, marks[-1]), up=(0, 1))
    parts = [
        text(words.share, 0, 18, at="start", role="axis"),
        *_axes(frame, marks, say),
        _band(shape, frame),
        _line(shape, frame),
        *_half(shape, frame, words),
    ]
    parts += _below(shape, frame, marks, words=words)
    head = (words.days, words.share, words.band, words.at_risk)
    return Chart(
        picture(named, _SIZE, *parts, kind="curve"),
        lambda: Table(named.title, head, tuple(_rows(shape, marks, say))),
    )


def _axes(frame: Frame, marks: tuple[float, ...], say: Say) -> Iterator[Markup]:
    for share in _SHARES:
        y = frame.y(share)
        yield element(
            "path", class_="chart-grid", d=f"M{number(frame.left)} {number(y)}H{number(frame.right)}"
        )
        yield text(say(share), frame.left - 8, y + 4, at="end")
    for day in marks:
        yield text(number(day), frame.x(day), frame.bottom + 24)


def _shown(shape: Curve, values: tuple[float, ...], frame: Frame) -> list[tuple[float, float]]:
    """The corners of the steps up to the frame's edge, which the last step reaches if anybody was watched."""
    edge = min(frame.across[1], shape.days[-1]) if shape.days else 0.0
    inside = [(day, value) for day, value in zip(shape.days, values, strict=True) if day <= edge]
    ended = [*inside, (edge, inside[-1][1])] if inside else []
    return stairs(frame.at(*point) for point in ended)


def _band(shape: Curve, frame: Frame) -> Markup:
    highs, lows = _shown(shape, shape.highs, frame), _shown(shape, shape.lows, frame)
    return element("path", class_="chart-band", d=area(highs, lows)) if highs else Markup("")


def _line(shape: Curve, frame: Frame) -> Markup:
    corners = _shown(shape, shape.values, frame)
    return element("path", class_="chart-line", d=line(corners)) if corners else Markup("")


def _half(shape: Curve, frame: Frame, words: CurveWords) -> Iterator[Markup]:
    """Where it comes to one half."""
    day = next((day for day, value in zip(shape.days, shape.values, strict=True) if value <= 0.5), None)  # noqa: PLR2004
    if day is None or not words.half or day > frame.across[1]:
        return
    x, y = frame.at(day, 0.5)
    yield element(
        "path", class_="chart-mark", d=f"M{number(frame.left)} {number(y)}H{number(x)}V{number(frame.bottom)}"
    )
    yield element("circle", class_="chart-dot", cx=x, cy=y, r=5)
    yield text(words.half, min(x + 10, frame.right - 180), y - 10, at="start", role="said")


def _below(shape: Curve, frame: Frame, marks: tuple[float, ...], *, words: CurveWords) -> Iterator[Markup]:
    yield text(words.days, frame.right, frame.bottom + 48, at="end", role="axis")
    yield text(words.at_risk, 0, frame.bottom + 76, at="start", role="axis")
    for day in marks:
        watched = _at_risk(shape, day)
        if watched is not None:
            yield text(str(watched), frame.x(day), frame.bottom + 100)


def _at_risk(shape: Curve, day: float) -> int | None:
    """How many were watched just before a day, where the curve knows that exactly."""
    if day in shape.days:
        return shape.at_risk[shape.days.index(day)]
    return 0 if shape.days and day > shape.days[-1] else None


def _rows(shape: Curve, marks: tuple[float, ...], say: Say) -> Iterator[tuple[str, ...]]:
    for mark in marks:
        place = max((place for place, day in enumerate(shape.days) if day <= mark), default=None)
        if place is None or mark > shape.days[-1]:
            continue
        band = f"{say(shape.lows[place])} – {say(shape.highs[place])}"
        watched = _at_risk(shape, mark)
        yield number(mark), say(shape.values[place]), band, "" if watched is None else str(watched)
