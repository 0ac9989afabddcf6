"""Announcements that are not for everybody, which the home page could give away."""

from datetime import timedelta

from groundswell.announcements.kind import ANNOUNCEMENT
from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_topic
from tests.leaks.world import INSIDE, TEAM, Role, World


def lay(world: World) -> None:
    _announce(world, "commons", world.word("an announcement"), world.word("what is announced"))


def hide(world: World) -> None:
    _announce(
        world,
        "private",
        world.word("an announcement in the private space", INSIDE),
        world.word("what is announced in the private space", INSIDE),
    )
    _announce(world, "commons", world.word("a hidden announcement", TEAM), "Nothing.", is_hidden=True)


def _announce(world: World, space: str, title: str, text: str, *, is_hidden: bool = False) -> None:
    """The steward announces: what is hidden is seen by the team, of which they are."""
    where = Space.objects.get(pk=world.find("space", space).value)
    until = clock.now().date() + timedelta(days=30)
    steward = world.people[Role.STEWARD]
    topic = make_topic(steward, title, space=where, text=text, kind=ANNOUNCEMENT, until=until)
    if is_hidden:
        actions.hide_topic(SYSTEM, topic, reason=world.word("why an announcement is hidden", TEAM))
