"""The documents say what the code does."""

import re

import pytest

from tools import docs, reading
from tools.environment import ROOT

pytestmark = pytest.mark.once


MADE = [
    "docs/map.md",
    "docs/reference/events.md",
    "docs/reference/measures.md",
    "docs/reference/permissions.md",
]


@pytest.mark.parametrize("path", MADE)
def test_a_generated_page_is_what_the_code_says(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == docs.pages()[path], "run `make docs`"


def test_every_setting_is_described_and_none_that_is_gone() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    described = set(re.findall(r"^(?:## |\| )`(GROUNDSWELL_[A-Z_]+)`", page, re.MULTILINE))

    assert described == set(reading.settings())


def test_every_right_is_refused_with_a_sentence_or_never() -> None:
    """A right that is always granted is no right; it needs no policy."""
    silent = [
        f"{feature.name}: {subject.name}.{verb}"
        for feature in reading.features()
        for subject in feature.subjects()
        for verb in subject.verbs()
        if not subject.refusals(verb)
    ]

    assert silent == []


def test_every_feature_and_action_has_its_sentence() -> None:
    mute = [feature.name for feature in reading.features() if not feature.sentence]
    mute += [
        f"{feature.name}.{line.name}"
        for feature in reading.features()
        for line in feature.actions()
        if not line.sentence
    ]

    assert mute == []


def test_every_relative_link_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []
