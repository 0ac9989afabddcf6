"""The kind itself: who may open one, what it keeps, where it shows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from groundswell.announcements.forms import AnnouncementForm
from groundswell.announcements.models import Announcement
from groundswell.announcements.queries import days_shown, standing
from groundswell.kernel import clock
from groundswell.kernel.actor import Actor
from groundswell.kernel.policy import Verdict, allow_if, first_denial
from groundswell.spaces.models import Space, Verb
from groundswell.spaces.policies import SpacePolicy
from groundswell.topics.kinds import Badge, Kind, Panel
from groundswell.topics.models import Topic


def may_open(actor: Actor, space: Space) -> Verdict:
    return first_denial(
        SpacePolicy(actor, space).open_topic(),
        allow_if(actor.may(Verb.ANNOUNCE, space.pk), _("Only those who run the community announce.")),
    )


def opened(_actor: Actor, topic: Topic, values: Mapping[str, Any]) -> None:
    """Keep until when it stands on the home page."""
    until = values.get("until") or clock.now().date()
    Announcement.objects.create(topic=topic, until=until)


def panels(_actor: Actor, topics: Sequence[int]) -> Mapping[int, Panel]:
    """Until when each of the announcements among these topics stands."""
    shown = days_shown(topics)
    return {topic: Panel("announcements/_panel.html", {"until": until}) for topic, until in shown.items()}


def structured(posting: Mapping[str, Any], panel: Panel | None) -> Mapping[str, Any]:
    """An announcement expires with its day."""
    return {**posting, "expires": panel.context["until"].isoformat()} if panel else posting


def at_home(actor: Actor) -> Sequence[Panel]:
    """The newest announcement that still stands, for those who may see it."""
    return [Panel("announcements/_home.html", {"announcement": each}) for each in standing(actor)]


ANNOUNCEMENT = Kind(
    "announcement",
    _("Announcement"),
    _("Tell everybody what they need to know. It stands on the home page for some days."),
    badge=Badge(_("Announcement"), "swell"),
    order=50,
    wants_answer=False,
    may_open=may_open,
    opening_form=AnnouncementForm,
    opened=opened,
    panels=panels,
    at_home=at_home,
    structured=structured,
)
