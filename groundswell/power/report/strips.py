"""The eight readings as strips: the figure of the last week, the weeks before, and what there is to say."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.power.charts.chart import Chart, Named, Say
from groundswell.power.charts.series import HIGH, LOW, VALUE, StripWords, strip
from groundswell.power.definitions import definitions
from groundswell.power.definitions.eight import READINGS
from groundswell.power.definitions.readings import SAYS
from groundswell.power.engine.catalogue import Measure, Unit
from groundswell.power.engine.readings.eight import EIGHT
from groundswell.power.engine.readings.reading import Arrow, Reading
from groundswell.power.engine.results import Series, State
from groundswell.power.report import saying

_MET = 1.0
Weeks = Sequence[Sequence[Reading]]


@dataclass(frozen=True, slots=True)
class Strip:
    """One reading in words and a picture. `section` is the name of its measure, where it has one."""

    name: str
    title: str
    about: str
    figure: str
    sureness: str
    arrow: Arrow
    sentences: tuple[str, ...]
    hole: str
    chart: Chart
    section: str


def strips_of(weeks: Weeks) -> tuple[Strip, ...]:
    """Of the last of these weeks, with all of them drawn."""
    return tuple(_strip(reading, [_of(week, reading.name) for week in weeks]) for reading in weeks[-1])


def _strip(now: Reading, past: Sequence[Reading]) -> Strip:
    words = READINGS[now.name]
    measure = next(kind for kind in EIGHT if kind.name == now.name).known
    say = saying.quantity if measure is None else saying.BY_UNIT[measure.unit]
    is_known = any(each.result.value is not None for each in past)
    return Strip(
        name=now.name,
        title=str(words.title),
        about=str(words.about),
        figure=saying.figure(now.result, say),
        sureness=saying.briefly_sure(now.result, say),
        arrow=now.change.arrow,
        sentences=tuple(_sentences(now, say)),
        hole="" if is_known else str(SAYS[now.says]),
        chart=_chart(now, past, measure, say=say),
        section=measure.name if measure and measure.name in definitions.names() else "",
    )


def series_of(past: Sequence[Reading]) -> Series:
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


def _sentences(now: Reading, say: Say) -> list[str]:
    """What changed, where it stands among its own weeks, and its target."""
    return [*_change(now, say), *_place(now), *_target(now, say)]


def _change(now: Reading, say: Say) -> list[str]:
    change = now.change
    if now.result.state is State.UNSEEN:
        return [str(READINGS[now.name].fill or SAYS[now.says])]
    if change.was is None or change.arrow is Arrow.NONE:
        return [str(SAYS[now.says])]
    told = {"was": say(change.was), "days": saying.count(now.result.window.days)}
    if change.arrow is Arrow.UP:
        return [_("up from %(was)s in the %(days)s days before, by more than chance.") % told]
    return [_("down from %(was)s in the %(days)s days before, by more than chance.") % told]


def _place(now: Reading) -> list[str]:
    if now.place is None:
        return []
    return [_("Above %(share)s of its past weeks.") % {"share": saying.share(now.place)}]


def _target(now: Reading, say: Say) -> list[str]:
    if now.target is None or now.target.target is None or now.attainment is None:
        return []
    told = {"target": say(now.target.target)}
    met, short = _("Target %(target)s: met.") % told, _("Target %(target)s: not met yet.") % told
    return [met if now.attainment >= _MET else short]


def _chart(now: Reading, past: Sequence[Reading], measure: Measure | None, *, say: Say) -> Chart:
    title = str(READINGS[now.name].title)
    known = [each.result.value for each in past if each.result.value is not None]
    told = {"count": len(past), "known": len(known)}
    said = _("%(count)s weeks, %(known)s of them with a figure.") % told
    if known:
        spread = {"least": say(min(known)), "most": say(max(known))}
        said += " " + _("Between %(least)s and %(most)s.") % spread
    top = 1.0 if measure is not None and measure.unit is Unit.SHARE else None
    target = None if now.target is None else now.target.target
    words = StripWords(_("Up to"), title, _("95 % sure"), _("not known"))
    spoken = (saying.short_day, say)
    return strip(series_of(past), Named(title, said), words, say=spoken, span=(top, target))
