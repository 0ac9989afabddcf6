"""Times as people say them: '20 min ago', 'yesterday, 17:40', '3 March'; exact in the `<time>` element.

What is said of a moment is the same until the minute or the day turns: it is put together once for each
language and time zone, and remembered.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.kernel.clock import now

MINUTES_IN_HOUR = 60
HALF_A_DAY = 12 * MINUTES_IN_HOUR
A_DAY = 24 * MINUTES_IN_HOUR
_REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class Here:
    """For whom a moment is said: in which language and time zone, and on which of their days."""

    language: str | None
    zone: tzinfo
    today: date

    def days_since(self, at: datetime) -> int:
        return (self.today - at.astimezone(self.zone).date()).days


def ago(at: datetime) -> SafeString:
    """Say how long ago a moment was, calmly; after a day it becomes a date."""
    minutes = (now() - at) // timedelta(minutes=1)
    return _ago(at, min(minutes, A_DAY), here())


def when(at: datetime) -> SafeString:
    """Say the day and the time of a moment."""
    return _when(at, here())


def day(at: datetime) -> SafeString:
    """Say the day of a moment."""
    return _on(at, here())


def ago_patterns() -> str:
    """How minutes and hours are said, with # for the number, for `<relative-time>` to go on saying."""
    return f"{_minutes(2)}|{_hours(2)}".replace("2", "#")


def calendar_day(on: date) -> str:
    """Say a day of the calendar, which is the same everywhere."""
    return date_format(on, "j F")


def here() -> Here:
    """For whom a page is made just now."""
    zone = timezone.get_current_timezone()
    return Here(translation.get_language(), zone, now().astimezone(zone).date())


@lru_cache(_REMEMBERED)
def _ago(at: datetime, minutes: int, here: Here) -> SafeString:
    return format_html("<relative-time>{}</relative-time>", _time(at, _since(at, minutes, here), here))


@lru_cache(_REMEMBERED)
def _when(at: datetime, here: Here) -> SafeString:
    clock = date_format(at.astimezone(here.zone), "H:i")
    return _time(at, _("%(day)s, %(time)s") % {"day": _day(at, here), "time": clock}, here)


@lru_cache(_REMEMBERED)
def _on(at: datetime, here: Here) -> SafeString:
    return _time(at, _day(at, here), here)


def _time(at: datetime, said: str, here: Here) -> SafeString:
    local = at.astimezone(here.zone)
    exact = date_format(local, "j F Y, H:i")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', local.isoformat(timespec="seconds"), exact, said
    )


def _since(at: datetime, minutes: int, here: Here) -> str:
    if minutes < 1:
        return _("just now")
    if minutes < MINUTES_IN_HOUR:
        return _minutes(minutes)
    if minutes < HALF_A_DAY or here.days_since(at) == 0:
        return _hours(minutes // MINUTES_IN_HOUR)
    return _day(at, here)


def _day(at: datetime, here: Here) -> str:
    days = here.days_since(at)
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    local = at.astimezone(here.zone)
    return date_format(local, "j F" if local.year == here.today.year else "j F Y")


def _minutes(n: int) -> str:
    return ngettext("%(n)s min ago", "%(n)s min ago", n) % {"n": n}


def _hours(n: int) -> str:
    return ngettext("%(n)s h ago", "%(n)s h ago", n) % {"n": n}


def this_second() -> int:
    """The second in which the page is made, for those who ask what has happened since."""
    return int(now().timestamp())
