"""When things happen: from the few words of a story ('w3 sat 10:40', '+25m', '9h') to a moment.

The story has fifty-nine whole weeks, so that its Saturdays are Saturdays, and then the days until now.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

WEEKS = 59
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_QUIET = timedelta(hours=10)
_BREATH = timedelta(minutes=2)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_WORDS = re.compile(
    r"""
    \+ (?P<later>\d+[mhd])                      # after what came before
    | (?P<ago>\d+[mhd])                         # before now
    | w (?P<week>\d+) [ ] (?P<first>\w{3}) [ ] (?P<at>\d\d:\d\d)
    | (?P<back>\d+) d [ ] (?P<then>\d\d:\d\d)   # so many days ago, at that time
    | (?: (?P<day>\w{3}) [ ] )? (?P<next>\d\d:\d\d)   # the next such time after what came before
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The weeks before one moment, `anchor`: nothing in the story happens after it."""

    anchor: datetime

    @property
    def start(self) -> datetime:
        """Midnight before the first Monday. The last whole week ended some hours ago at least."""
        settled = self.anchor - _QUIET
        return _midnight(settled) - timedelta(days=settled.weekday(), weeks=WEEKS)

    def moment(self, words: str, after: datetime | None = None) -> datetime:
        """The moment that the words mean; never before what came before."""
        found = _WORDS.fullmatch(words)
        if found is None:
            raise ValueError(f"{words!r} is no moment.")
        at = self._absolute(found) or _relative(found, after)
        return at if after is None else max(at, after + _BREATH)

    def week_of(self, at: datetime) -> int:
        """The number of the story's week, from 1."""
        return (at - self.start) // timedelta(weeks=1) + 1

    def is_within(self, at: datetime, weeks: str) -> bool:
        """Whether a moment lies in 'w8-w27', from the first of these weeks to the last."""
        first, last = (int(week.removeprefix("w")) for week in weeks.split("-"))
        return first <= self.week_of(at) <= last

    def _absolute(self, found: re.Match[str]) -> datetime | None:
        if found["ago"]:
            return self.anchor - _span(found["ago"])
        if found["back"]:
            return _midnight(self.anchor) - int(found["back"]) * _UNITS["d"] + _time(found["then"])
        if found["week"]:
            days = 7 * (int(found["week"]) - 1) + _DAYS.index(found["first"])
            return self.start + timedelta(days=days) + _time(found["at"])
        return None


def _relative(found: re.Match[str], after: datetime | None) -> datetime:
    if after is None:
        raise ValueError(f"{found[0]!r} needs something that came before.")
    if found["later"]:
        return after + _span(found["later"])
    at = _midnight(after) + _time(found["next"])
    while at <= after or (found["day"] and at.weekday() != _DAYS.index(found["day"])):
        at += _UNITS["d"]
    return at


def _span(words: str) -> timedelta:
    return int(words[:-1]) * _UNITS[words[-1]]


def _time(clock: str) -> timedelta:
    hours, minutes = clock.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)
