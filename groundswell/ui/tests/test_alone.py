"""The page that a web server shows while none of us answers."""

import re

import pytest
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils import translation

from groundswell.ui import alone

pytestmark = pytest.mark.once


def test_it_needs_nothing_beside_itself() -> None:
    page = alone.page()

    assert "Back in a moment." in page
    assert page.count("<style>") == page.count("</style>") == 1
    assert ".wave-mark" in page
    assert ".button" in page
    assert re.findall(r"src=|<link|@font-face|url\(|@import|<script", page) == []


def test_it_brings_the_style_of_all_that_it_shows() -> None:
    style, body = alone.page().split("</style>")

    shown = {name for names in re.findall(r'class="([^"]+)"', body) for name in names.split()}
    assert shown == {
        "page",
        "wrong",
        "wave-mark",
        "wave-water",
        "wave-sun",
        "heading-title",
        "wrong-text",
        "button",
    }
    assert {name for name in shown if not re.search(rf"^\.{name}\b[^{{]*{{", style, re.MULTILINE)} == set()


@pytest.mark.parametrize("name", ["408", "413", "500", "502", "503", "507", "busy"])
@pytest.mark.parametrize(("language", "head"), [("en", 'lang="en" dir="ltr"'), ("he", 'lang="he" dir="rtl"')])
def test_a_page_that_stands_alone_says_its_language_and_direction(
    name: str, language: str, head: str
) -> None:
    with translation.override(language):
        page = get_template(f"ui/errors/{name}.html").render(
            {"trouble": "busy", "is_partial": False, "request": HttpRequest()}
        )

    assert page.strip().splitlines()[1] == f"<html {head}>"
