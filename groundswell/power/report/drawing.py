"""The chart of a result, by its shape, with the words of its definition."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from groundswell.power.charts.chart import Chart, Named, Say
from groundswell.power.charts.curve import CurveWords, curve
from groundswell.power.charts.grid import LEAST_PEOPLE, GridWords, grid
from groundswell.power.charts.lorenz import LorenzWords, lorenz
from groundswell.power.charts.parts import PartsWords, path, shares
from groundswell.power.charts.series import VALUE, StripWords, lines, strip
from groundswell.power.charts.ties import TiesWords, ties
from groundswell.power.definitions import Definition
from groundswell.power.definitions.parts import PARTS
from groundswell.power.engine.catalogue import Measure, measures
from groundswell.power.engine.results import (
    ROUND_DAYS,
    Curve,
    Grid,
    Lorenz,
    Parts,
    Result,
    Series,
    Shape,
    Ties,
)
from groundswell.power.report import saying

# A curve is shown up to the day that its measure asks for, and on to the first of these after which little
# more happens or few are left to see it.
_HORIZONS = (7, 14, 28, 84, 168, 336, 672, 1344, 2688)
_LITTLE = 0.05
_FEW = 0.1
_HALF = 0.5


def chart_of(result: Result, definition: Definition, *, say: Say) -> Chart | None:
    """None where there is nothing to draw."""
    draw = None if result.shape is None else _BY_SHAPE.get(type(result.shape))
    if draw is None:
        return None
    return draw(result.shape, definition, Named(str(definition.title), str(definition.sentence)), say)


def is_kept_back(measure: Measure, result: Result) -> bool:
    """Whether there would be a picture, were it not for the few of whom it would tell."""
    if isinstance(result.shape, Ties):
        return not _is_told(result.shape)
    return measure.counts_people and result.value is not None and result.shape is None


def year_of(year: Series, title: str, *, say: Say, span: tuple[float | None, float | None]) -> Chart:
    """The lines 'value', 'low' and 'high', week by week; `span` as `strip` takes it."""
    words = StripWords(_("Up to"), title, _("95 % sure"), _("not known"))
    return strip(year, Named(title, _told(year, say)), words, say=(saying.short_day, say), span=span)


def _told(year: Series, say: Say) -> str:
    """What the picture shows, for those who do not see it: how much is known, and how it went."""
    known = [value for value in year.lines[VALUE] if value is not None]
    counted = {"count": len(year.at), "known": len(known)}
    said = _("%(count)s weeks, %(known)s of them with a figure.") % counted
    if not known:
        return said
    told = {"first": say(known[0]), "last": say(known[-1]), "least": say(min(known)), "most": say(max(known))}
    went = _("%(first)s at first, %(last)s at last, between %(least)s and %(most)s.") % told
    return f"{said} {went}"


def names_of(definition: Definition, keys: Iterable[str]) -> dict[str, str]:
    """What each part is called; in the order of the definition's words, where it has some."""
    told = [*keys]
    order = [
        *(key for key in definition.names if key in told),
        *(key for key in told if key not in definition.names),
    ]
    return {key: str(definition.names.get(key) or _named(key)) for key in order}


def _named(key: str) -> str:
    """Groups and periods have numbers for names."""
    return _("No. %(number)s") % {"number": key} if key.isdigit() else str(PARTS.get(key, key))


def _curve(shape: Curve, definition: Definition, named: Named, _say: Say) -> Chart | None:
    if not shape.days or shape.days[-1] <= 0:
        return None
    steps = zip(shape.days, shape.values, strict=True)
    half = next((day for day, value in steps if value <= _HALF < shape.values[0]), None)
    if {*shape.days} <= {*ROUND_DAYS}:
        half = None  # it lies between two of them, and the figure beside the chart says where
    words = CurveWords(
        days=_("days"),
        share=str(definition.drawn),
        band=_("95 % sure"),
        at_risk=str(definition.watched),
        half="" if half is None else _("half: %(days)s") % {"days": saying.days(half)},
    )
    asked = measures[definition.measure].parameters.get("days", 0)
    return curve(shape, named, words, say=saying.share, until=_horizon(shape, asked))


def _horizon(shape: Curve, asked: float) -> float:
    for horizon in (each for each in _HORIZONS if each >= asked):
        place = max(place for place, day in enumerate(shape.days) if day <= horizon)
        is_told = abs(shape.values[place] - shape.values[-1]) < _LITTLE
        if is_told or shape.at_risk[place] < _FEW * shape.at_risk[0]:
            return horizon
    return shape.days[-1]


def _lorenz(shape: Lorenz, _definition: Definition, named: Named, _say: Say) -> Chart | None:
    words = LorenzWords(
        people=_("share of people, fewest first"),
        made=_("share of what they made"),
        even=_("if all made the same"),
    )
    return lorenz(shape, named, words, say=saying.share) if shape.people else None


def _series(shape: Series, definition: Definition, named: Named, say: Say) -> Chart | None:  # noqa: PLR0917
    names, said = names_of(definition, shape.lines), (saying.short_day, say)
    return lines(shape, named, names, say=said, week=_("Up to")) if shape.at else None


def _grid(shape: Grid, _definition: Definition, named: Named, _say: Say) -> Chart | None:
    if not any(size >= LEAST_PEOPLE for size in shape.sizes):
        return None
    words = GridWords(_("Began from"), _("People"), period=_("four weeks no."), unknown=_("not over"))
    return grid(shape, named, words, say=(saying.short_day, saying.share))


def _parts(shape: Parts, definition: Definition, named: Named, _say: Say) -> Chart | None:
    words = PartsWords(
        names_of(definition, shape.counts), part=_("Part"), count=_("How many"), share=_("Share")
    )
    draw = shares if sum(shape.counts.values()) == shape.of else path
    return draw(shape, named, words, say=saying.share) if shape.of else None


def _ties(shape: Ties, definition: Definition, named: Named, _say: Say) -> Chart | None:
    words = TiesWords(
        names=tuple(names_of(definition, shape.groups).values()),
        rows=_("who answers"),
        columns=_("whom"),
        hidden=_("left out: fewer than five people"),
    )
    return ties(shape, named, words) if _is_told(shape) else None


def _is_told(shape: Ties) -> bool:
    return any(cell is not None for row in shape.cells for cell in row)


_BY_SHAPE: dict[type[Shape], Callable[[Any, Definition, Named, Say], Chart | None]] = {
    Curve: _curve,
    Lorenz: _lorenz,
    Series: _series,
    Grid: _grid,
    Parts: _parts,
    Ties: _ties,
}
