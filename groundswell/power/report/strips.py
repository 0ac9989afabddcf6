"""The eight readings as strips: the figure of the last week, the weeks before, and what there is to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.power.aiming import stands
from groundswell.power.charts.chart import Chart, Say
from groundswell.power.charts.series import HIGH, LOW, VALUE
from groundswell.power.definitions import definitions
from groundswell.power.definitions.eight import READINGS
from groundswell.power.definitions.readings import SAYS
from groundswell.power.engine.catalogue import Measure, Unit
from groundswell.power.engine.readings.eight import EIGHT
from groundswell.power.engine.readings.reading import Arrow, Reading
from groundswell.power.engine.results import Series, State
from groundswell.power.report import saying
from groundswell.power.report.drawing import year_of


@dataclass(frozen=True, slots=True)
class Strip:
    """One reading in words and a picture, or a `hole` in its place; `measure` is "" where it has none."""

    name: str
    title: str
    about: str
    figure: str
    sureness: str
    arrow: Arrow
    sentences: tuple[str, ...]
    hole: str
    chart: Chart
    measure: str


def strips_of(readings: Sequence[Reading], years: Mapping[str, Series]) -> tuple[Strip, ...]:
    """Of one week's readings, each with the weeks up to then by its name."""
    return tuple(_strip(reading, years[reading.name]) for reading in readings)


def years_of(weeks: Sequence[Sequence[Reading]]) -> dict[str, Series]:
    """By name: the readings of these weeks as they are drawn."""
    return {now.name: _year([_of(week, now.name) for week in weeks]) for now in weeks[-1]}


def _strip(now: Reading, year: Series) -> Strip:
    words = READINGS[now.name]
    measure = next(kind for kind in EIGHT if kind.name == now.name).known
    say = saying.quantity if measure is None else saying.BY_UNIT[measure.unit]
    why, *more = _sentences(now, measure, say)
    is_known = any(value is not None for value in year.lines[VALUE])
    return Strip(
        name=now.name,
        title=str(words.title),
        about=str(words.about),
        figure=saying.figure(now.result.value, now.result.state, say),
        sureness=saying.briefly_sure(now.result, say),
        arrow=now.change.arrow,
        sentences=(why, *more) if is_known else (*_instead(now), *more),
        hole="" if is_known else why,
        chart=_chart(now, year, measure, say=say),
        measure=measure.name if measure else "",
    )


def _year(past: Sequence[Reading]) -> Series:
    """The value and its band, week by week; None where there is none."""
    results = [each.result for each in past]
    intervals = [None if each.value is None else each.interval for each in results]
    return Series(
        tuple(each.week for each in past),
        {
            VALUE: tuple(each.value for each in results),
            LOW: tuple(None if each is None else each.low for each in intervals),
            HIGH: tuple(None if each is None else each.high for each in intervals),
        },
    )


def _of(week: Sequence[Reading], name: str) -> Reading:
    return next(each for each in week if each.name == name)


def _sentences(now: Reading, measure: Measure | None, say: Say) -> list[str]:
    """What changed or why there is no figure, where it stands among its own weeks, and its target."""
    if measure is None:
        return [str(SAYS[now.says])]
    return [
        _why_not(now, measure) or _change(now, say),
        *_place(now),
        *stands(now.target, now.result.value, measure.unit),
    ]


def _why_not(now: Reading, measure: Measure) -> str:
    if now.result.state is not State.TOO_FEW:
        return ""
    return saying.reason(now.result, measure, definitions[measure.name])


def _instead(now: Reading) -> list[str]:
    """How a reading of which nothing is known yet will be filled."""
    fill = READINGS[now.name].fill
    return [str(fill)] if fill and now.result.state is State.UNSEEN else []


def _change(now: Reading, say: Say) -> str:
    change = now.change
    if change.was is None or change.arrow is Arrow.NONE:
        return str(SAYS[now.says])
    told = {"was": say(change.was), "days": saying.count(now.result.window.days)}
    if change.arrow is Arrow.UP:
        return _("Up from %(was)s in the %(days)s days before, by more than chance.") % told
    return _("Down from %(was)s in the %(days)s days before, by more than chance.") % told


def _place(now: Reading) -> list[str]:
    if now.place is None:
        return []
    return [_("Above %(share)s of its past weeks.") % {"share": saying.share(now.place)}]


def _chart(now: Reading, year: Series, measure: Measure | None, *, say: Say) -> Chart:
    top = 1.0 if measure is not None and measure.unit is Unit.SHARE else None
    target = None if now.target is None else now.target.target
    return year_of(year, str(READINGS[now.name].title), say=say, span=(top, target))
