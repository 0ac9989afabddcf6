"""Numbers as people say them: '62 %', '57 to 82 %', 'more than 15 h', 'too few to tell'."""

from collections.abc import Callable
from math import log10

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from groundswell.kernel import clock
from groundswell.power.definitions import Definition
from groundswell.power.engine.catalogue import Measure, Unit
from groundswell.power.engine.results import Interval, Result, State
from groundswell.power.engine.spans import DAY, Window

_GAP = "\N{NO-BREAK SPACE}"
_DASH = "\N{EN DASH}"
NOTHING = "\N{EM DASH}"
_NOT_WORDS = str.maketrans("", "", ".,")
_HOURS = 24
_FEW_DAYS, _MANY_DAYS = 2, 10


def share(value: float) -> str:
    """Whole per cent; what is neither nothing nor all is never said to be."""
    percent = round(100 * value)
    if percent == 0 and value > 0:
        return _("under 1%(gap)s%%") % {"gap": _GAP}
    if percent == 100 and value < 1:  # noqa: PLR2004 - all of a hundred
        return _("over 99%(gap)s%%") % {"gap": _GAP}
    return f"{_minus(number_format(percent))}{_GAP}%"


def points(value: float) -> str:
    """A difference of shares."""
    said = number_format(abs(round(100 * value)))
    sign = "+" if round(100 * value) > 0 else "\N{MINUS SIGN}" if round(100 * value) < 0 else ""
    return _("%(sign)s%(number)s%(gap)spoints") % {"sign": sign, "number": said, "gap": _GAP}


def days(value: float) -> str:
    """Hours up to two days."""
    if value < _FEW_DAYS:
        hours = value * _HOURS
        told = _rounded(hours, 1 if hours < _MANY_DAYS else 0)
        return _("%(number)s%(gap)sh") % {"number": told, "gap": _GAP}
    return _("%(number)s days") % {"number": _rounded(value, 1 if value < _MANY_DAYS else 0)}


def count(value: float) -> str:
    return _rounded(value, 0)


def quantity(value: float) -> str:
    """Three digits that count."""
    size = int(log10(abs(value))) if abs(value) >= 1 else 0
    return _minus(_rounded(value, max(2 - size, 0) if value != int(value) else 0))


BY_UNIT: dict[Unit, Callable[[float], str]] = {
    Unit.SHARE: share,
    Unit.DAYS: days,
    Unit.PEOPLE: quantity,
    Unit.NUMBER: quantity,
    Unit.SCORE: quantity,
}


def say_of(measure: Measure, definition: Definition) -> Callable[[float], str]:
    return points if definition.is_difference else BY_UNIT[measure.unit]


def interval(found: Interval, say: Callable[[float], str]) -> str:
    if found.high is None:
        return _("more than %(low)s") % {"low": say(found.low)}
    low, high = say(found.low), say(found.high)
    least, gap, unit = low.rpartition(_GAP)
    most, _same_gap, same = high.rpartition(_GAP)
    if not gap or unit != same:
        return f"{low}{_DASH}{high}" if _is_plain(low, high) else f"{low} {_DASH} {high}"
    if _is_plain(least, most):
        return f"{least}{_DASH}{most}{gap}{unit}"
    return _("%(low)s to %(high)s") % {"low": least, "high": high}


def _is_plain(*said: str) -> bool:
    """Digits alone, without a sign that a dash could be taken for."""
    return "".join(said).translate(_NOT_WORDS).isdigit()


def figure(value: float | None, state: State, say: Callable[[float], str]) -> str:
    """Where there is none: a dash; but what is not reached is known."""
    if value is not None:
        return say(value)
    return _("not reached") if state is State.NOT_REACHED else NOTHING


def sureness(result: Result, definition: Definition, say: Callable[[float], str]) -> str:
    """What stands below a figure: its interval, or that it was counted, and of how many."""
    of = _("%(n)s %(counted)s") % {"n": count(result.n), "counted": definition.counted}
    if result.state is State.COUNTED:
        return _("counted, not estimated · %(of)s") % {"of": of}
    if result.interval is None:
        return of
    return f"{interval(result.interval, say)} · {of}"


def briefly_sure(result: Result, say: Callable[[float], str]) -> str:
    """The same in short, for a line of its own."""
    if result.value is None:
        return ""
    if result.interval is None:
        return _("counted · %(days)s days") % {"days": count(result.window.days)}
    return _("%(interval)s · n %(n)s") % {"interval": interval(result.interval, say), "n": count(result.n)}


def reason(result: Result, measure: Measure, definition: Definition) -> str:
    """Why there is no figure."""
    if result.state is State.TOO_FEW:
        return _too_few(result, measure, definition)
    if result.state is State.UNDEFINED and result.n:
        return _("Nothing to tell: there was nothing to divide by.")
    if result.state is State.UNDEFINED:
        return _("Nothing to tell: there were no %(counted)s.") % {"counted": definition.counted}
    if result.state is State.NOT_REACHED:
        return _not_reached(result, say_of(measure, definition))
    if result.state is State.UNSTABLE:
        return _("Not told: another look would find something else.")
    return _("This source does not tell.")


def _too_few(result: Result, measure: Measure, definition: Definition) -> str:
    """Where there are enough of what is counted, what they did may still be too little."""
    told = {"n": count(result.n), "counted": definition.counted, "minimum": count(measure.minimum)}
    if result.n < measure.minimum:
        return _("Too few to tell: %(n)s %(counted)s, and it takes %(minimum)s.") % told
    if result.interval is None:
        return _("Too little to tell, with %(n)s %(counted)s.") % told
    told["interval"] = interval(result.interval, say_of(measure, definition))
    return _("Too little to tell: it may be %(interval)s, with %(n)s %(counted)s.") % told


def _not_reached(result: Result, say: Callable[[float], str]) -> str:
    if result.interval is None:
        return _("Not reached: it had happened to fewer than half when the data ended.")
    return _("Not reached, and %(interval)s: it had happened to fewer than half when the data ended.") % {
        "interval": interval(result.interval, say)
    }


def brief_reason(result: Result, say: Callable[[float], str]) -> str:
    if result.state is State.TOO_FEW:
        return _("too few to tell")
    if result.state is State.NOT_REACHED and result.interval:
        return _("not reached: %(interval)s") % {"interval": interval(result.interval, say)}
    if result.state is State.NOT_REACHED:
        return _("not reached")
    if result.state is State.UNSTABLE:
        return _("not stable enough to tell")
    return _("nothing to tell")


def day(at: float) -> str:
    return date_format(clock.from_micros(int(at)), "j F Y")


def short_day(at: float) -> str:
    return date_format(clock.from_micros(int(at)), "j M Y")


def week(end: int) -> tuple[str, str]:
    """The ISO number and year of the week that ended, and its first and last day."""
    monday, sunday = clock.from_micros(end - 7 * DAY), clock.from_micros(end - DAY)
    year, number, _weekday = monday.isocalendar()
    name = _("Week %(number)s of %(year)s") % {"number": number, "year": year}
    pattern = "j F" if monday.year == sunday.year else "j F Y"
    return name, _("%(first)s to %(last)s") % {
        "first": date_format(monday, pattern), "last": date_format(sunday, "j F Y"),
    }  # fmt: skip


def window(span: Window) -> str:
    return _("%(first)s to %(last)s") % {"first": day(span.start), "last": day(span.end - DAY)}


def _rounded(value: float, places: int) -> str:
    # Django cuts off what it does not show.
    told: str = number_format(round(value, places), places, force_grouping=True)
    return told


def _minus(said: str) -> str:
    return said.replace("-", "\N{MINUS SIGN}")
