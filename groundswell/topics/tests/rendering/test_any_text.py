"""Whatever is written, what is stored keeps its promises."""

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.topics.rendering.placeholders import Kind, Label, Ref, excerpt, expand, parts, refs
from groundswell.topics.rendering.render import render_plain
from groundswell.topics.rendering.source import cleaned
from groundswell.topics.tests.rendering.make import rendered
from groundswell.topics.tests.rendering.test_hostile import unlisted

pytestmark = [pytest.mark.once, pytest.mark.wide]

FRAGMENTS = st.sampled_from(
    [
        *(
            "\ue000",
            "\ue001",
            "m:1",
            "/q",
            "&#xE000;",
            "&#xE001;",
            "&#57344;",
            "%EE%80%80",
            "\ue000q:1\ue001",
        ),
        *("@ada", "@bea.", "@", "a@b.example", "http://", "http://localhost:8000/t/5/x", "www.a.b", "/p/7/"),
        *(
            "> ",
            ">> ",
            "> [A](/p/7/) wrote:\n> ",
            "[",
            "](",
            ")",
            "](/p/7/)",
            "![",
            "]",
            "[a]: /b\n",
            '"',
            "'",
        ),
        *("*", "**", "_", "~~", "`", "```", "\n", "\n\n", "- ", "1. ", "# ", "    ", "|a|b|\n|-|-|\n", "|"),
        *(
            "<b onclick=x>",
            "<script>",
            "</p>",
            "<!--",
            "&lt;",
            "&",
            "\\",
            "<http://a>",
            "javascript:",
            "\t",
            " ",
        ),
    ]
)
SOURCES = st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=30).map("".join)
PRIVATE = re.compile("[\ue000-\uf8ff]")
IGNORED = {"invalid-codepoint"}  # what Unicode has not assigned is still text


def errors(html: str) -> list[str]:
    """What a browser's parser has to mend in this HTML."""
    parser = html5lib.HTMLParser()
    parser.parseFragment(html)
    return [code for _, code, _ in parser.errors if code not in IGNORED]


@given(SOURCES)
def test_every_private_character_belongs_to_a_reference_that_the_renderer_reported(source: str) -> None:
    post = rendered(source)
    found = refs(post.html)

    texts = [part for part in parts(post.html) if isinstance(part, str)]

    assert not any(PRIVATE.search(text) for text in texts)
    assert {ref.id for ref in found if ref.kind is Kind.MEMBER} <= {1, 2, 3, 4, 5}
    assert {ref.id for ref in found if ref.kind is Kind.MEMBER} >= post.mentions
    assert {ref for ref in found if ref.kind is Kind.QUOTE} >= {Ref(Kind.QUOTE, post) for post in post.quotes}


@given(SOURCES)
def test_only_listed_tags_and_attributes_are_stored(source: str) -> None:
    assert unlisted(rendered(source).html) == []
    assert unlisted(render_plain(source).html) == []


@given(SOURCES, st.booleans(), st.text(max_size=8))
def test_what_a_reader_receives_is_well_formed(source: str, is_visible: bool, name: str) -> None:  # noqa: FBT001
    html = rendered(source).html
    labels = {ref: Label(f"/{name}", name) for ref in refs(html)} if is_visible else {}

    shown = expand(parts(html), labels)

    assert not PRIVATE.search(shown) or PRIVATE.search(name)
    assert errors(shown) == []


@given(SOURCES)
def test_an_excerpt_is_short_and_free_of_references(source: str) -> None:
    text = excerpt(rendered(source).html, length=50)

    assert len(text) <= 51
    assert not PRIVATE.search(text)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)
