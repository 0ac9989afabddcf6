"""How far a crawler comes: it is a visitor who keeps away from what is not for search engines."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.encoding import iri_to_uri

from groundswell.community.queries import the_community
from groundswell.discovery.models import Findability, Welcome
from groundswell.kernel.actor import Actor
from groundswell.kernel.epoch import per_epoch
from groundswell.spaces.gate import visitor
from groundswell.spaces.queries import SpaceName, space_names


@dataclass(frozen=True, slots=True)
class Findable:
    """What has been decided. A private community is found by nobody, whatever stands here."""

    welcome: str = Welcome.ANSWERS
    contact: str = ""


@per_epoch
def findability() -> Findable:
    row = Findability.objects.values_list("welcome", "contact").first()
    return Findable(*row) if row else Findable()


def is_found() -> bool:
    """Whether search engines may show the community at all."""
    community = the_community()
    return community is not None and community.is_open and findability().welcome != Welcome.NOBODY


def is_listed(space: SpaceName) -> bool:
    """Whether search engines may show what is in the space."""
    return is_found() and not space.is_unlisted


def crawler() -> Actor:
    """Whoever looks on behalf of a search engine."""
    actor = visitor()
    names = space_names()
    places = (place for place in actor.places if not names[place].is_unlisted)
    return replace(actor, places=frozenset(places if is_found() else ()))


def absolute(path: str) -> str:
    """The path as others write it: with the address under which people reach the community."""
    return iri_to_uri(f"{settings.ORIGIN}{path}")
