"""Components: each is described, small, and shown in the gallery."""

import re

import pytest
from django.template.loader import get_template
from jinja2 import FileSystemLoader, UndefinedError

from groundswell.ui.components import FOLDER, component_names
from groundswell.ui.environment import environment
from groundswell.ui.gallery import PEOPLE
from groundswell.ui.navigation import Link

GALLERY = (FOLDER.parent / "gallery.html").read_text("utf-8")
MOST_LINES = 80
ABOUT = Link("About", "/about/", icon="", is_current=False, is_page=True, is_post=False)


@pytest.mark.once
@pytest.mark.parametrize("name", component_names())
def test_a_component_says_what_it_is_for(name: str) -> None:
    text = (FOLDER / f"{name}.html").read_text("utf-8")

    assert text.startswith("{# ")
    assert f"{{% macro {name}(" in text
    assert len(text.splitlines()) <= MOST_LINES


@pytest.mark.once
@pytest.mark.parametrize("name", component_names())
def test_a_component_has_an_entry_in_the_gallery(name: str) -> None:
    assert f'part("{name}")' in GALLERY


@pytest.mark.once
def test_a_wrong_argument_is_an_error() -> None:
    env = environment(autoescape=True, loader=FileSystemLoader(FOLDER.parents[1]))

    with pytest.raises(TypeError):
        env.from_string("{{ badge('Closed', colour='red') }}")
    with pytest.raises(TypeError):
        env.from_string("{{ badge(word, colour='red') }}").render(word="Closed")


@pytest.mark.once
def test_a_name_that_does_not_exist_is_an_error() -> None:
    template = environment(autoescape=True).from_string("{{ nobody }}")

    with pytest.raises(UndefinedError):
        template.render()


@pytest.mark.once
def test_what_people_call_themselves_is_escaped() -> None:
    mallory = type(PEOPLE[0])(1, "mallory", "<b>Mallory</b>")
    template = get_template("ui/errors/500.html").template.environment.from_string("{{ name_link(one) }}")  # type: ignore[attr-defined]

    assert "<b>" not in template.render(one=mallory)


@pytest.mark.once
def test_templates_carry_no_inline_script_or_style() -> None:
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=|hx-on|<script(?! type=\"(importmap|module)\")")

    templates = FOLDER.parents[3].glob("*/jinja2/**/*.html")

    assert [path.name for path in templates if inline.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("purpose", "links", "shown"),
    [("", (), False), ("Mend.", (), True), ("", (ABOUT,), True)],
)
def test_a_foot_with_nothing_in_it_is_not_drawn(
    purpose: str, links: tuple[Link, ...], *, shown: bool
) -> None:
    env = get_template("ui/errors/500.html").template.environment  # type: ignore[attr-defined]

    foot = env.get_template("ui/_footer.html").module.footer(purpose, links)

    assert ("<footer" in foot) == shown
