"""Machines read what visitors may, whoever asks; the steward's page is the steward's."""

from groundswell.discovery.actions import Wish, change_findability
from groundswell.discovery.models import Welcome
from groundswell.kernel.actor import SYSTEM
from tests.leaks.features import form, page
from tests.leaks.world import ALL, Role, Thing, World

_OLDER = "?before=4611686018427387904"

ROUTES = {
    "discovery:settings": form({"welcome": "search", "contact": "safe@example.org"}, {Role.STEWARD}),
    "discovery:robots": page(),
    "discovery:sitemap": page(),
    "discovery:sitemap_spaces": page(),
    "discovery:sitemap_part": page(number="part"),
    "discovery:security": page(),
    "discovery:change_password": page(),
    "discovery:feed": page(_OLDER),
    "discovery:space_feed": page(_OLDER, pk="space"),
    "discovery:topic_feed": page(_OLDER, pk="topic"),
    "discovery:picture": page(pk="topic", version="slug"),
    "discovery:oembed": page("?url=http://localhost:8000/t/1234567890123457/x/"),
}


def lay(world: World) -> None:
    contact = f"{world.word('where holes are reported', ALL, ALL)}@example.org"
    change_findability(SYSTEM, Wish(Welcome.EVERYBODY, contact))
    world.thing("part", Thing("first", 1))
