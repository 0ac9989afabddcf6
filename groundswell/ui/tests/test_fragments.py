"""A kept fragment is a pure function of what it was given, the language and the day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import get_template
from django.utils import timezone, translation
from jinja2 import DictLoader
from jinja2.environment import Environment
from markupsafe import Markup

import groundswell
from groundswell.kernel import clock
from groundswell.ui.environment import environment
from groundswell.ui.fragments import Shelf, kept, shelf

pytestmark = pytest.mark.once

_KEPT = re.compile(r'kept\("([^"]+)"')
_TEMPLATES = Path(groundswell.__file__).parent.glob("*/jinja2/**/*.html")
KEPT = sorted({name for template in _TEMPLATES for name in _KEPT.findall(template.read_text("utf-8"))})
A_FRAGMENT = Markup("<p>%s</p>") % ("x" * 293)
MACRO = "{% macro line(word, at) %}<p>{{ word }}, {{ at|when }} {{ ticks() }}</p>{%- endmacro %}"


@dataclass(frozen=True, slots=True)
class Word:
    text: str

    def __html__(self) -> str:
        return f"<i>{self.text}</i>"


@pytest.fixture
def env() -> Iterator[Environment]:
    """An environment whose fragments count how often they were made."""
    shelf.clear()
    made = iter(range(100))
    found = environment(autoescape=True, loader=DictLoader({"x/_line.html": MACRO}))
    template = found.from_string("")
    template.environment.globals["ticks"] = lambda: next(made)
    yield template.environment
    shelf.clear()


def test_the_same_values_are_rendered_once(env: Environment) -> None:
    now = clock.now()

    first, again = (kept(env, "x/_line.html", Word("a"), now) for _ in range(2))

    assert first == again
    assert first.endswith(" 0</p>")


def test_another_value_is_another_fragment(env: Environment) -> None:
    now = clock.now()

    kept(env, "x/_line.html", Word("a"), now)

    assert kept(env, "x/_line.html", Word("b"), now).endswith(" 1</p>")


def test_tomorrow_it_is_said_anew(env: Environment) -> None:
    noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
    with clock.moved_to(noon):
        today = kept(env, "x/_line.html", "a", noon)
    with clock.moved_to(noon + timedelta(days=1)):
        tomorrow = kept(env, "x/_line.html", "a", noon)

    assert "today" in today
    assert "yesterday" in tomorrow


def test_elsewhere_it_is_another_hour(env: Environment) -> None:
    noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
    said = []
    with clock.moved_to(noon):
        for zone in ("UTC", "Europe/Vilnius"):
            with timezone.override(ZoneInfo(zone)):
                said.append("14:00" in kept(env, "x/_line.html", "a", noon))

    assert said == [False, True]


def test_each_language_keeps_its_own() -> None:
    found = environment(
        autoescape=True, loader=DictLoader({"x/_line.html": "{% macro line() %}{{ tongue }}{% endmacro %}"})
    )
    said = []
    for language in ("en", "de"):
        with translation.override(language):
            page = found.from_string("{{ kept('x/_line.html') }}")
            page.environment.globals["tongue"] = language
            said.append(page.render())

    assert said == ["en", "de"]


def test_what_people_write_is_escaped_as_anywhere(env: Environment) -> None:
    assert "&lt;b&gt;" in kept(env, "x/_line.html", "<b>", clock.now())


def test_fragments_that_nobody_asks_for_make_room() -> None:
    small = Shelf(most=3000)

    for name in ("a", "b"):
        small.put(name, A_FRAGMENT)
    small.get("a")
    small.put("c", A_FRAGMENT)

    assert small.get("b") is None
    assert (small.get("a"), small.get("c"), len(small)) == (A_FRAGMENT, A_FRAGMENT, 2)
    assert small.weight <= small.most


@pytest.mark.parametrize(("letter", "size"), [("x", 1), ("ž", 2), ("字", 2), ("🦋", 4)])
def test_a_fragment_weighs_what_it_takes_in_any_script(letter: str, size: int) -> None:
    small = Shelf()

    small.put("a", Markup("%s") % (letter * 10_000))

    assert 20_000 * size < small.weight < 20_000 * size + 1000


@pytest.mark.parametrize("template", KEPT)
def test_kept_templates_know_nothing_but_their_arguments(template: str) -> None:
    """No clock besides the day, no page, no reader: their macros name neither."""
    assert "topics/_post.html" in KEPT
    env = get_template("ui/errors/500.html").template.environment  # type: ignore[attr-defined]
    source = env.loader.get_source(env, template)[0]

    assert "|ago" not in source
    for page_word in ("request", "csrf", "community.", "messages", "form_to", "shell"):
        assert page_word not in source.split("#}", 1)[1]
