"""What every template knows: the shell around `<main>`, the viewer, the community, the form token."""

from functools import cached_property
from typing import Any

from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html

from groundswell.community.queries import the_community
from groundswell.kernel.http import PageRequest
from groundswell.ui import importmap, theme
from groundswell.ui.navigation import Link, Place, links

_TOKEN_FIELD = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'  # noqa: S105 - a field for it, no token


def page(request: PageRequest) -> dict[str, Any]:
    """A context processor of the Jinja2 backend; it also serves a block that is rendered alone.

    The token is masked once a page, not once a form: twenty posts have forty forms, and noise
    does not compress.
    """
    token = SimpleLazyObject(lambda: get_token(request))
    return {
        "shell": Shell(request),
        "viewer": getattr(request, "viewer", None),
        "community": the_community(),
        "csrf_input": SimpleLazyObject(lambda: format_html(_TOKEN_FIELD, token)),
        "csrf_token": token,
    }


class Shell:
    """Everything around `<main>`, each part made only when a template asks for it."""

    def __init__(self, request: PageRequest) -> None:
        self.request = request

    @property
    def header(self) -> tuple[Link, ...]:
        return links(Place.HEADER, self.request)

    @property
    def member_menu(self) -> tuple[Link, ...]:
        return links(Place.MEMBER_MENU, self.request)

    @property
    def own(self) -> tuple[Link, ...]:
        return links(Place.OWN, self.request)

    @property
    def visitor(self) -> tuple[Link, ...]:
        return links(Place.VISITOR, self.request)

    @property
    def footer(self) -> tuple[Link, ...]:
        return links(Place.FOOTER, self.request)

    @property
    def settings(self) -> tuple[Link, ...]:
        return links(Place.SETTINGS, self.request)

    @cached_property
    def importmap(self) -> str:
        return importmap.content()

    @cached_property
    def main_module(self) -> str:
        return importmap.address("main")

    @cached_property
    def htmx_module(self) -> str:
        return importmap.address("htmx")

    @cached_property
    def theme(self) -> str | None:
        """The address of the community's own theme; None while it has the built-in hue or no name yet."""
        community = the_community()
        return theme.address(community.hue) if community else None
