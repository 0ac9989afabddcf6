"""Announcements that are not for everybody, which the home page could give away."""

from datetime import timedelta

from groundswell.announcements.kind import ANNOUNCEMENT
from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_topic
from groundswell.topics.models import Topic
from tests.leaks.world import INSIDE, TEAM, Role, Thing, World


def lay(world: World) -> None:
    _announce(world, "commons", world.word("an announcement"), text=world.word("what is announced"))


def hide(world: World) -> None:
    _announce(
        world,
        "private",
        world.word("an announcement in the private space", INSIDE),
        text=world.word("what is announced in the private space", INSIDE),
    )
    hidden = _announce(world, "commons", world.word("a hidden announcement", TEAM), text="Nothing.")
    actions.hide_topic(SYSTEM, hidden, reason=world.word("why an announcement is hidden", TEAM))
    world.hidden_thing("topic", Thing("hidden announcement", hidden.pk, TEAM, Role.STEWARD))


def _announce(world: World, space: str, title: str, *, text: str) -> Topic:
    """The steward announces: they see it even where it is hidden."""
    where = Space.objects.get(pk=world.find("space", space).value)
    until = clock.now().date() + timedelta(days=30)
    steward = world.people[Role.STEWARD]
    return make_topic(steward, title, space=where, text=text, kind=ANNOUNCEMENT, until=until)
