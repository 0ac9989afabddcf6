"""The places that the shell links to. A feature registers its own; an absent one leaves no link."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.urls import get_urlconf, reverse

from groundswell.kernel.http import PageRequest
from groundswell.kernel.policy import Sentence
from groundswell.kernel.registry import Registry


class Place(StrEnum):
    HEADER = "header"
    MEMBER_MENU = "member menu"
    OWN = "own pages"
    VISITOR = "visitor"
    FOOTER = "footer"
    SETTINGS = "settings"


def anyone(request: PageRequest) -> bool:
    del request
    return True


@dataclass(frozen=True, slots=True)
class Item:
    """One link: `label` is a lazy translation, `route` a URL name that needs no arguments."""

    label: Sentence
    route: str
    order: int
    place: Place = Place.HEADER
    icon: str = ""
    shown: Callable[[PageRequest], bool] = anyone
    is_post: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An item as one reader sees it on one page."""

    label: str
    href: str
    icon: str
    is_current: bool
    is_page: bool
    is_post: bool


navigation: Registry[Item] = Registry("navigation")


def register(item: Item) -> None:
    """Add an item; called by a feature's `AppConfig.ready`."""
    navigation.add(f"{item.place} {item.route}", item)


def links(place: Place, request: PageRequest) -> tuple[Link, ...]:
    """The links of one place for one reader, in order."""
    items = sorted((item for item in navigation if item.place == place), key=lambda item: item.order)
    return tuple(_link(item, request.path) for item in items if item.shown(request))


def _link(item: Item, path: str) -> Link:
    href = _address(item.route, get_urlconf())
    is_current = path == href if href == "/" else path.startswith(href)
    return Link(str(item.label), href, item.icon, is_current, path == href, item.is_post)


@cache
def _address(route: str, _urlconf: str | None) -> str:
    return reverse(route)
