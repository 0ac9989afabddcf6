"""What a template may not do: every page works without JavaScript, and no text is styled in place."""

import re

import pytest
from django.template import engines

from tools import source
from tools.environment import ROOT

pytestmark = pytest.mark.once

TAG = re.compile(
    r"<(?P<name>[a-z][a-z0-9-]*)(?P<attributes>(?:\s+(?:\"[^\"]*\"|'[^']*'|\{\{.*?\}\}|\{%.*?%\}|[^<>\"'])*)?)>",
    re.DOTALL,
)
SENDS = re.compile(r"\shx-(get|post|put|patch|delete)\b")
UNSAFE = re.compile(
    r"<script(?![^>]*\b(src=|type=.importmap))[^>]*>|\sstyle=|\son[a-z]+=|javascript:|\shx-on|\shx-vals=.js:",
    re.IGNORECASE,
)
# The import map is the one exception to both: JSON of our own making, whose hash stands in the CSP.
TRUSTING = re.compile(r"(?<!\.importmap)\s*\|\s*safe\b")


def templates() -> dict[str, str]:
    return {
        file.relative_to(ROOT).as_posix(): file.read_text("utf-8")
        for file in source.files("*/jinja2/**/*.html")
    }


def tags(text: str) -> list[re.Match[str]]:
    without_comments = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    return list(TAG.finditer(without_comments))


def lacks_a_plain_way(tag: re.Match[str]) -> bool:
    """Htmx needs a twin that a browser without it obeys: a form's action, a link's address."""
    attributes = tag["attributes"]
    if not SENDS.search(attributes):
        return False
    wanted = {
        "form": r"[\s}]action=",
        "a": r"[\s}]href=",
        "button": r"[\s}](formaction|form|type=.submit)",
    }.get(tag["name"])
    return wanted is None or not re.search(wanted, attributes)


def test_whatever_htmx_sends_is_sent_without_it_too() -> None:
    found = [
        f"{name}: {tag[0]}"
        for name, text in templates().items()
        for tag in tags(text)
        if lacks_a_plain_way(tag)
    ]

    assert found == []


def test_every_form_names_its_action() -> None:
    forms = [(name, tag) for name, text in templates().items() for tag in tags(text) if tag["name"] == "form"]

    assert [f"{name}: {tag[0]}" for name, tag in forms if "action=" not in tag["attributes"]] == []


def test_no_template_has_inline_script_or_style() -> None:
    found = [f"{name}: {match[0]}" for name, text in templates().items() for match in UNSAFE.finditer(text)]

    assert found == []


def test_no_template_trusts_a_text_by_itself() -> None:
    """Trusted HTML is Markup when it arrives, made where it was cleaned."""
    assert [name for name, text in templates().items() if TRUSTING.search(text)] == []


@pytest.mark.parametrize(
    ("tag", "is_lacking"),
    [
        ('<form method="post" hx-post="/a/">', True),
        ('<form method="post" action="/a/" hx-post="/a/">', False),
        ('<form hx-post="{{ url(\'a\', pk=3 > 2) }}" {% if x %}action="/a/"{% endif %}>', False),
        ('<a hx-get="/a/">', True),
        ('<div hx-get="/a/" hx-trigger="load">', True),
        ('<a href="/a/">', False),
    ],
)
def test_a_tag_that_needs_javascript_is_found(tag: str, *, is_lacking: bool) -> None:
    (match,) = tags(tag)

    assert lacks_a_plain_way(match) is is_lacking


def test_every_template_compiles() -> None:
    """An unknown filter or component, or a slip in the syntax, is seen before anybody asks for the page."""
    engine = engines["jinja2"]
    names = [name.split("/jinja2/")[1] for name in templates()]

    assert names
    assert all(engine.get_template(name) for name in names)
