"""CommonMark's own examples: all of them for the parser, and by list those that we show otherwise."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from groundswell.topics.rendering.render import render
from groundswell.topics.tests.rendering.differing import DIFFERING
from groundswell.topics.tests.rendering.markup import normalised

pytestmark = pytest.mark.once

EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
EVERYWHERE = frozenset({"dir", "rel"})  # each outer block has the one, each link the other


@pytest.fixture(scope="module")
def examples(shared_data: Path) -> dict[int, tuple[str, str]]:
    spec = (shared_data / "commonmark" / "spec.txt").read_text(encoding="utf-8").replace("→", "\t")
    return dict(enumerate(EXAMPLE.findall(spec), 1))


def test_the_parser_reads_every_example_of_commonmark(examples: dict[int, tuple[str, str]]) -> None:
    markdown = MarkdownIt("commonmark")

    wrong = {
        number
        for number, (source, html) in examples.items()
        if normalised(markdown.render(source)) != normalised(html)
    }

    assert (len(examples), wrong) == (652, set())


def test_posts_differ_from_commonmark_only_on_purpose(examples: dict[int, tuple[str, str]]) -> None:
    differing = {
        number
        for number, (source, html) in examples.items()
        if normalised(_rendered(source), without=EVERYWHERE) != normalised(html)
    }

    assert differing == frozenset().union(*DIFFERING.values())


def _rendered(source: str) -> str:
    return render(source, origin="http://localhost:8000", resolve_handles=lambda _handles: {}).html
