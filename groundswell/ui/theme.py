"""A community's theme: one hue, from which every colour follows (`static/ui/tokens.css`)."""

from django.urls import reverse

BUILT_IN_HUE = 208


def stylesheet(hue: int) -> str:
    """The whole theme; it stands in no layer, so that it wins over the tokens."""
    return f":root{{--hue:{hue}}}"


def address(hue: int) -> str | None:
    """Where a page fetches the theme; the built-in hue needs none."""
    return None if hue == BUILT_IN_HUE else reverse("ui:theme", args=[hue])
