"""How evenly something is shared: the curve from who did least to who did most, below the even line."""

from collections.abc import Iterator
from dataclasses import dataclass

from groundswell.power.charts.chart import Chart, Named, Say, Table, picture
from groundswell.power.charts.frame import Frame
from groundswell.power.charts.svg import area, element, line, number, text
from groundswell.power.engine.results import Lorenz

_SIZE = (420, 432)
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_ROWS = (0.5, 0.8, 0.9, 0.95, 0.99)


@dataclass(frozen=True, slots=True)
class LorenzWords:
    """`people` and `made` name the axes, `even` the straight line."""

    people: str
    made: str
    even: str


def lorenz(shape: Lorenz, named: Named, words: LorenzWords, *, say: Say) -> Chart:
    frame = Frame(64, 36, 408, 380, across=(0, 1), up=(0, 1))
    points = [frame.at(*point) for point in zip(shape.people, shape.made, strict=True)]
    parts = []
    for share in _SHARES:
        y = frame.y(share)
        parts.append(
            element("path", class_="chart-grid", d=f"M{number(frame.left)} {number(y)}H{number(frame.right)}")
        )
        parts.append(text(say(share), frame.left - 8, y + 4, at="end"))
    parts += [text(say(share), frame.x(share), frame.bottom + 22) for share in (0.25, 0.5, 0.75)]
    even = [frame.at(0, 0), frame.at(1, 1)]
    if points:
        parts.append(element("path", class_="chart-band", d=area(points, even)))
    parts.append(element("path", class_="chart-even", d=line(even)))
    if points:
        parts.append(element("path", class_="chart-line", d=line(points)))
    parts.append(text(words.made, 0, 18, at="start", role="axis"))
    parts.append(text(words.people, frame.right, frame.bottom + 46, at="end", role="axis"))
    parts.append(text(words.even, frame.x(0.44), frame.y(0.52), at="end", role="said"))
    return Chart(
        picture(named, _SIZE, *parts, kind="lorenz"),
        lambda: Table(named.title, (words.people, words.made), tuple(_rows(shape, say))),
    )


def _rows(shape: Lorenz, say: Say) -> Iterator[tuple[str, str]]:
    for share in _ROWS:
        if shape.people:
            yield say(share), say(_made_by(shape, share))


def _made_by(shape: Lorenz, share: float) -> float:
    """The height of the curve over a share of people, straight between its points."""
    after = next(place for place, people in enumerate(shape.people) if people >= share)
    if after == 0:
        return shape.made[0]
    left, right = shape.people[after - 1], shape.people[after]
    part = (share - left) / (right - left)
    return shape.made[after - 1] + part * (shape.made[after] - shape.made[after - 1])
