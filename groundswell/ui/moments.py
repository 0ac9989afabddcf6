"""Times as people say them: '20 min ago', 'yesterday, 17:40', '3 March'; exact in the `<time>` element."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.kernel.clock import now

MINUTES_IN_HOUR = 60
HALF_A_DAY = 12 * MINUTES_IN_HOUR


def ago(at: datetime) -> SafeString:
    """Say how long ago a moment was, calmly; after a day it becomes a date."""
    return format_html("<relative-time>{}</relative-time>", _time(at, _ago(at)))


def when(at: datetime) -> SafeString:
    """Say the day and the time of a moment."""
    local = timezone.localtime(at)
    said = _("%(day)s, %(time)s") % {"day": _day(at), "time": date_format(local, "H:i")}
    return _time(at, said)


def day(at: datetime) -> SafeString:
    """Say the day of a moment."""
    return _time(at, _day(at))


def ago_patterns() -> str:
    """How minutes and hours are said, with # for the number, for `<relative-time>` to go on saying."""
    return f"{_minutes(2)}|{_hours(2)}".replace("2", "#")


def _minutes(n: int) -> str:
    return ngettext("%(n)s min ago", "%(n)s min ago", n) % {"n": n}


def _hours(n: int) -> str:
    return ngettext("%(n)s h ago", "%(n)s h ago", n) % {"n": n}


def calendar_day(on: date) -> str:
    """Say a day of the calendar, which is the same everywhere."""
    return date_format(on, "j F")


def _time(at: datetime, said: str) -> SafeString:
    local = timezone.localtime(at)
    exact = date_format(local, "j F Y, H:i")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', local.isoformat(timespec="seconds"), exact, said
    )


def _ago(at: datetime) -> str:
    minutes = (now() - at) // timedelta(minutes=1)
    if minutes < 1:
        return _("just now")
    if minutes < MINUTES_IN_HOUR:
        return _minutes(minutes)
    if minutes < HALF_A_DAY or _days_since(at) == 0:
        return _hours(minutes // MINUTES_IN_HOUR)
    return _day(at)


def _day(at: datetime) -> str:
    local = timezone.localtime(at)
    days = _days_since(at)
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if local.year == timezone.localtime(now()).year:
        return date_format(local, "j F")
    return date_format(local, "j F Y")


def _days_since(at: datetime) -> int:
    return (timezone.localtime(now()).date() - timezone.localtime(at).date()).days
