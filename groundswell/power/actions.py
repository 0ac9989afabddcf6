"""What stewards do about the readings: say what to aim for, who may look, what is shown; and look at one."""

from dataclasses import dataclass
from math import isfinite

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kernel import clock, epoch
from groundswell.kernel.actor import Actor
from groundswell.kernel.errors import Invalid
from groundswell.people.models import Member
from groundswell.power import events
from groundswell.power.eight import measures_by_reading
from groundswell.power.engine.catalogue import Unit
from groundswell.power.models import IndexChoice, Look, OpenToMembers, Target
from groundswell.power.policies import PowerPolicy, StandingPolicy

_ONLY = 1
_LARGEST = {Unit.SHARE: 1.0, Unit.SCORE: 5.0, Unit.PEOPLE: 1e10, Unit.NUMBER: 1e10, Unit.DAYS: 36_500.0}


@dataclass(frozen=True, slots=True)
class Aim:
    """The floor and the target of a reading, in its own unit (a share from 0 to 1); None for neither."""

    floor: float | None = None
    target: float | None = None


@transaction.atomic
def set_target(actor: Actor, reading: str, aim: Aim) -> Target:
    """Say from now on what to aim for; earlier targets stay where they were. Saying the same adds nothing."""
    PowerPolicy(actor).set_targets().require()
    measure = measures_by_reading().get(reading)
    if measure is None:
        raise Invalid(_("There is no such reading."), "reading")
    _check(measure.unit, aim)
    latest = Target.objects.filter(reading=reading).order_by("-pk").first()
    if latest and (latest.floor, latest.target) == (aim.floor, aim.target):
        return latest
    if latest is None and aim == Aim():
        raise Invalid(_("Please give a target, a floor, or both."), "target")
    row = Target.objects.create(
        reading=reading, floor=aim.floor, target=aim.target, set_by_id=actor.id, set_at=clock.now()
    )
    said = {"reading": reading, "floor": _plain(aim.floor), "target": _plain(aim.target)}
    events.TARGET_SET.record(actor, row, data=said)
    return row


@transaction.atomic
def open_power_to_members(actor: Actor) -> OpenToMembers:
    """Let members see the readings too."""
    PowerPolicy(actor).choose_readers().require()
    row, made = OpenToMembers.objects.get_or_create(pk=_ONLY, defaults={"by_id": actor.id, "at": clock.now()})
    if made:
        epoch.bump()
        events.OPENED_TO_MEMBERS.record(actor, row)
    return row


@transaction.atomic
def keep_power_to_stewards(actor: Actor) -> None:
    """Only stewards see the readings from now on."""
    PowerPolicy(actor).choose_readers().require()
    row = OpenToMembers.objects.select_for_update().first()
    if row is None:
        return
    events.KEPT_TO_STEWARDS.record(actor, row)
    row.delete()
    epoch.bump()


@transaction.atomic
def choose_index(actor: Actor, *, is_on: bool) -> None:
    """Reckon power.v1 too from the end of this week on, or no more. To choose what is chosen adds nothing."""
    PowerPolicy(actor).choose_index().require()
    latest = IndexChoice.objects.order_by("-pk").first()
    if is_on == (latest is not None and latest.is_on):
        return
    row = IndexChoice.objects.create(is_on=is_on, by_id=actor.id, at=clock.now())
    epoch.bump()
    (events.INDEX_SWITCHED_ON if is_on else events.INDEX_SWITCHED_OFF).record(actor, row)


@transaction.atomic
def look_at_standing(actor: Actor, member: Member) -> Look:
    """Let it be noted, for the member to read, that one looks today at how far they are heard."""
    StandingPolicy(actor, member).look().require()
    look, is_first = Look.objects.get_or_create(member=member, by_id=actor.id, on=clock.now().date())
    if is_first:
        events.STANDING_SEEN.record(actor, member, toward=member.pk)
    return look


def _check(unit: Unit, aim: Aim) -> None:
    for field, value in (("floor", aim.floor), ("target", aim.target)):
        if value is not None and not (isfinite(value) and 0 < value <= _LARGEST[unit]):
            raise Invalid(_out_of_range(unit), field)
    if aim.floor is not None and aim.target is not None and aim.floor >= aim.target:
        raise Invalid(
            _("The floor is what you do not want to fall under: it lies below the target."), "floor"
        )


def _out_of_range(unit: Unit) -> str:
    if unit is Unit.SHARE:
        return _("A share lies above 0 % and is at most 100 %.")
    if unit is Unit.SCORE:
        return _("A score lies above 0 and is at most 5.")
    return _("Please give a number above 0, of ten digits at most.")


def _plain(value: float | None) -> str | None:
    return None if value is None else f"{value:g}"
