"""How far one member is heard, and who looked. There is no question here about more than one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import FilteredRelation, Q

from groundswell.kernel import clock
from groundswell.kernel.actor import Actor
from groundswell.people.models import Member
from groundswell.power.models import Look, Reckoning

_SHOWN = timedelta(days=365)
_OF_ALL = ("week_end", "people", "reckoned_at")
_OF_ONE = ("place", "place_before", "h", "h_ever", "repliers")


@dataclass(frozen=True, slots=True)
class Stands:
    """One member's numbers; places are how many of ten had less attention."""

    place: int
    place_before: int | None
    h: int
    h_ever: int
    repliers: int


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The last week that was reckoned, how many people took part, and what it said of one member."""

    week_end: int
    people: int
    at: datetime
    stands: Stands | None


@dataclass(frozen=True, slots=True)
class Looked:
    """Who looked, on which day. `name` is empty where they have left."""

    name: str
    handle: str
    on: date


def last_reckoned(member: Member) -> Reckoned | None:
    """One question, so that both are of the same week; None before the first."""
    theirs = FilteredRelation("standings", condition=Q(standings__member=member))
    rows = Reckoning.objects.filter(is_whole=True).annotate(theirs=theirs).order_by("-pk")
    row = rows.values_list(*_OF_ALL, *(f"theirs__{name}" for name in _OF_ONE)).first()
    if row is None:
        return None
    week_end, people, at, *of_one = row
    return Reckoned(week_end, people, at, None if of_one[0] is None else Stands(*of_one))


def looks_at(member: Member) -> Sequence[Looked]:
    """Who looked within a year, the latest first."""
    rows = Look.objects.filter(member=member, on__gte=(clock.now() - _SHOWN).date())
    found = rows.order_by("-on", "-pk").values_list("by__name", "by__handle", "on")
    return [Looked(name, handle or "", on) for name, handle, on in found]


def is_looking(actor: Actor, member: Member) -> bool:
    """Whether it is noted that the actor looks today."""
    return Look.objects.filter(member=member, by=actor.id, on=clock.now().date()).exists()
