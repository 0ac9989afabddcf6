"""Plays the story from the founding until now: `groundswell demo`."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.community.actions import Description
from groundswell.community.models import Community
from groundswell.demo.chance import Crowd, reaction_acts, visit_acts
from groundswell.demo.moments import Calendar
from groundswell.demo.plot import Act, affair_acts, people_acts, place_acts, talk_acts, told
from groundswell.demo.script import Story, story
from groundswell.demo.stage import Stage, address_of
from groundswell.kernel import clock
from groundswell.kernel.errors import Invalid
from groundswell.people.make import PASSWORD
from groundswell.power.worker.advising import look_ahead
from groundswell.power.worker.taking import take_due

DESCRIPTION = Description(
    "Riverbend Repair",
    purpose="Nothing worth fixing goes in the bin.",
    message=("We are neighbours who would like to mend things together. For now we are five, on purpose."),
    place="Riverbend",
)
_READING = 6.0  # seconds for the readings of a year, which take one or two; the worker does the rest
SIGN_IN = (("ada", "steward"), ("bea", "moderator"), ("cyrus", "member"))


def play(tell: Callable[[str], None]) -> None:
    """Live through the whole story, in one transaction: the demo is there, or nothing is. Then it is read.

    Raises Invalid where a community has been founded already.
    """
    if Community.objects.exists():
        raise Invalid(_("A community stands here already; the demo needs an empty place."))
    calendar, stage = Calendar(clock.now()), Stage()
    with transaction.atomic():
        for week, acts in groupby(script(story(), calendar), lambda act: calendar.week_of(act.at)):
            for act in acts:
                _perform(act, stage)
            tell(_progress(week, stage))
    weeks, _left = take_due(seconds=_READING)
    look_ahead()
    tell(f"How strong they were: {weeks} weeks read.")
    for line in sign_in_lines():
        tell(line)


def script(whole: Story, calendar: Calendar) -> list[Act]:
    """Every act of the story, in order."""
    posts, crowd = told(whole.topics, calendar), Crowd(whole, calendar)
    acts = [
        _founding(whole, calendar),
        *people_acts(whole, calendar),
        *place_acts(whole, calendar),
        *affair_acts(whole, calendar),
        *talk_acts(posts, calendar),
        *reaction_acts(posts, crowd),
        *visit_acts(posts, crowd),
    ]
    return sorted(acts, key=lambda act: act.at)


def sign_in_lines() -> Iterator[str]:
    """How to come in: for the console."""
    yield f"Sign in with the password '{PASSWORD}' as"
    for handle, role in SIGN_IN:
        yield f"  {address_of(handle):<24} {role}"


def _founding(whole: Story, calendar: Calendar) -> Act:
    founder = whole.people[0]
    at: datetime = calendar.moment(founder.joins)
    return Act(at, "", lambda stage: stage.found(founder, DESCRIPTION))


def _perform(act: Act, stage: Stage) -> None:
    with clock.moved_to(act.at):
        if act.who:
            stage.visit(act.who)
        act.do(stage)


def _progress(week: int, stage: Stage) -> str:
    return f"Week {week}: {len(stage.members)} members, {len(stage.topics)} topics, {len(stage.posts)} posts."
