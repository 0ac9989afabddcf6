"""The Jinja2 environment of every page: strict, escaping, translated, with components as globals."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from groundswell.ui import moments, people
from groundswell.ui.components import Component, component_names

OURS: dict[str, Any] = {
    "undefined": StrictUndefined,
    "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
    "trim_blocks": True,
    "lstrip_blocks": True,
}


def environment(**options: Any) -> Environment:
    """The environment that Django's Jinja2 backend asks for by its dotted name in settings."""
    env = Environment(**{**options, **OURS})  # noqa: S701 - Django's backend turns autoescape on
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_translations(translation, newstyle=True)  # type: ignore[attr-defined]
    env.globals |= {"url": url, "static": static, "ago_patterns": moments.ago_patterns}
    env.globals |= {name: Component(env, name) for name in component_names()}
    env.filters |= {
        "ago": moments.ago,
        "when": moments.when,
        "day": moments.day,
        "calendar_day": moments.calendar_day,
    }
    env.filters |= {"initials": people.initials, "person_hue": people.hue}
    env.filters |= {"short_name": people.short_name}
    return env


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named route; a route that does not exist is an error."""
    return reverse(name, args=args, kwargs=kwargs)
