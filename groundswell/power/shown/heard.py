"""How far one member is heard, in words: the numbers, what each means, or why there are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from groundswell.people.models import Member
from groundswell.power.definitions import EXCLUDED
from groundswell.power.definitions.definition import Words
from groundswell.power.definitions.influence import PARTS, Part
from groundswell.power.engine.catalogue.influence import INFLUENCE
from groundswell.power.engine.spans import Window
from groundswell.power.queries.standing import Reckoned, Stands, last_reckoned
from groundswell.power.report import saying

_LEAST, _MOST = 1, 9


class Known(StrEnum):
    """What can be told."""

    NEVER = "never reckoned"
    TOO_FEW = "too few to tell"
    ABSENT = "took no part"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Line:
    """One number; `name` is where its definition stands."""

    name: str
    part: Part
    figure: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """All that a page says of one member."""

    known: Known
    week: Sequence[str] = ()
    window: str = ""
    people: str = ""
    at: datetime | None = None
    lines: Sequence[Line] = ()


def heard(member: Member) -> Heard:
    """Of the last week that was reckoned: one question."""
    found = last_reckoned(member)
    if found is None:
        return Heard(Known.NEVER)
    return Heard(
        known=_known(found),
        week=saying.week(found.week_end),
        window=saying.window(Window.before(found.week_end, days=INFLUENCE.days)),
        people=saying.count(found.people),
        at=found.at,
        lines=_lines(found.stands) if found.stands else (),
    )


def left_out() -> list[Words]:
    """What counts for nothing, in words."""
    return [words for why, words in EXCLUDED.items() if why in INFLUENCE.excludes]


def _known(found: Reckoned) -> Known:
    if found.people < INFLUENCE.minimum:
        return Known.TOO_FEW
    return Known.ALL if found.stands else Known.ABSENT


def _lines(stands: Stands) -> list[Line]:
    figures = {
        "attention": _of_ten(stands.place),
        "repliers": saying.count(stands.repliers),
        "taken-up": saying.count(stands.h),
        "taken-up-ever": saying.count(stands.h_ever),
    }
    before = {"attention": _before(stands)}
    return [Line(name, part, figures[name], before.get(name, "")) for name, part in PARTS.items()]


def _of_ten(place: int) -> str:
    """In tenths, as it is kept; the first and the last are not told apart from those beside them."""
    if place <= _LEAST:
        return _("1 of 10 at most")
    return _("9 of 10 at least") if place >= _MOST else _("about %(place)s of 10") % {"place": place}


def _before(stands: Stands) -> str:
    if stands.place_before is None:
        return _("Four weeks before, there was nothing to tell.")
    if stands.place_before == stands.place:
        return _("Four weeks before, it was the same.")
    return _("Four weeks before: %(figure)s.") % {"figure": _of_ten(stands.place_before)}
