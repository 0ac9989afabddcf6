"""The Jinja2 environments of every page, one a language: strict, escaping, with components as globals."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined, Template, nodes

from groundswell.ui import head, moments, people
from groundswell.ui.components import Component, component_names
from groundswell.ui.folding import Folding
from groundswell.ui.fragments import kept

OURS: dict[str, Any] = {
    "undefined": StrictUndefined,
    "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
    "trim_blocks": True,
    "lstrip_blocks": True,
}


class Spoken(Environment):
    """The environment of one language: what a template always says is said when it is compiled."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        folded: nodes.Template = Folding(self.globals, translation.gettext).visit(parsed)
        return folded


class Environments:
    """What Django's backend takes for one environment: templates come in the language of the moment."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.by_language: dict[str, Spoken] = {}

    def get_template(self, name: str) -> Template:
        return self._spoken().get_template(name)

    def from_string(self, source: str) -> Template:
        return self._spoken().from_string(source)

    def _spoken(self) -> Spoken:
        language = translation.get_language() or settings.LANGUAGE_CODE
        if (spoken := self.by_language.get(language)) is not None:
            return spoken
        # Of two threads that come at once one makes it for both.
        return self.by_language.setdefault(language, _furnished(Spoken(**self.options)))


def environment(**options: Any) -> Environments:
    """What Django's Jinja2 backend asks for by its dotted name in settings."""
    return Environments({**options, **OURS})


def _furnished(env: Spoken) -> Spoken:
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_translations(translation, newstyle=True)  # type: ignore[attr-defined]
    env.globals |= {"url": url, "static": static, "ago_patterns": moments.ago_patterns, "kept": kept}
    env.globals |= {"this_second": moments.this_second, **_tongue()}
    env.globals["told_to_machines"] = head.told_to_machines
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


def _tongue() -> dict[str, str]:
    """The language of the moment, as every page says it at its head."""
    return {
        "language": translation.get_language() or settings.LANGUAGE_CODE,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named route; a route that does not exist is an error."""
    return reverse(name, args=args, kwargs=kwargs)
