"""Parts of a whole: steps of a path that fewer and fewer take, or shares that add up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from groundswell.power.charts.chart import Chart, Named, Say, Table, picture
from groundswell.power.charts.svg import element, text
from groundswell.power.engine.results import Parts

_WIDTH = 640.0
_STEP, _BAR = 62.0, 26.0
_GAP = 2.0


@dataclass(frozen=True, slots=True)
class PartsWords:
    """`names` says what each part is called, and in which order; the others head the table."""

    names: Mapping[str, str]
    part: str
    count: str
    share: str


def path(shape: Parts, named: Named, words: PartsWords, *, say: Say) -> Chart:
    """A bar a step, each of the whole that began, with 'so many of so many' beside its name."""
    parts: list[Markup] = []
    for row, (name, count) in enumerate(_told(shape, words)):
        y = row * _STEP + 20
        parts.append(text(name, 0, y, at="start", role="said"))
        parts.append(
            text(f"{count} / {shape.of} · {say(_share(count, shape))}", _WIDTH, y, at="end", role="axis")
        )
        box = {"x": 0.0, "y": y + 10, "height": _BAR, "rx": 6.0}
        parts.append(element("rect", class_="chart-blank", width=_WIDTH, **box))
        if count:
            parts.append(element("rect", class_="chart-bar", width=_WIDTH * _share(count, shape), **box))
    size = (_WIDTH, max(len(shape.counts), 1) * _STEP)
    return Chart(picture(named, size, *parts, kind="path"), partial(_table, shape, named, words, say=say))


def shares(shape: Parts, named: Named, words: PartsWords, *, say: Say) -> Chart:
    """One bar in parts that add up, and a legend below it, a line each."""
    parts: list[Markup] = []
    x = 0.0
    for place, (name, count) in enumerate(_told(shape, words)):
        width = _WIDTH * _share(count, shape)
        tone = str(place % 4)
        if count:
            box = {"x": x, "y": 4.0, "width": max(width - _GAP, 1.0), "height": 34.0, "rx": 4.0}
            parts.append(element("rect", class_="chart-share", data_part=tone, **box))
        y = 72 + place * 32
        parts.append(
            element("rect", class_="chart-share", data_part=tone, x=0, y=y - 14, width=18, height=18, rx=4)
        )
        parts.append(text(name, 28, y, at="start", role="said"))
        parts.append(text(f"{say(_share(count, shape))} · {count}", _WIDTH, y, at="end", role="axis"))
        x += width
    size = (_WIDTH, 56 + max(len(shape.counts), 1) * 32)
    return Chart(picture(named, size, *parts, kind="shares"), partial(_table, shape, named, words, say=say))


def _told(shape: Parts, words: PartsWords) -> Iterator[tuple[str, int]]:
    """In the order of the words; a part that has none bears its own name."""
    known = [key for key in words.names if key in shape.counts]
    for key in (*known, *(key for key in shape.counts if key not in words.names)):
        yield words.names.get(key, key), shape.counts[key]


def _share(count: int, shape: Parts) -> float:
    return min(count / shape.of, 1.0) if shape.of else 0.0


def _table(shape: Parts, named: Named, words: PartsWords, *, say: Say) -> Table:
    rows = tuple((name, str(count), say(_share(count, shape))) for name, count in _told(shape, words))
    return Table(named.title, (words.part, words.count, words.share), rows)
