import pytest

from groundswell.topics.rendering.placeholders import (
    QUOTE_END,
    Kind,
    Label,
    Phrases,
    Ref,
    excerpt,
    expand,
    parts,
    refs,
)
from groundswell.topics.tests.rendering.make import rendered

pytestmark = pytest.mark.once

MEMBER, POST, TOPIC, QUOTE = (Ref(kind, 5) for kind in (Kind.MEMBER, Kind.POST, Kind.TOPIC, Kind.QUOTE))
HIDDEN = '<p class="quote-hidden" dir="auto">This quotes a post that you cannot see.</p>'


def test_html_without_references_is_one_part() -> None:
    assert parts("<p>a</p>") == ["<p>a</p>"]


def test_html_is_split_at_its_references() -> None:
    html = f"<p>{MEMBER} a {TOPIC}{POST}</p>{QUOTE}b{QUOTE_END}"

    assert parts(html) == ["<p>", MEMBER, " a ", TOPIC, POST, "</p>", QUOTE, "b", QUOTE_END]
    assert refs(html) == [MEMBER, TOPIC, POST, QUOTE]


def test_labels_are_escaped() -> None:
    labels = {ref: Label('/x/"><b>', "<i>&") for ref in (MEMBER, POST, TOPIC)}
    link = 'href="/x/&quot;&gt;&lt;b&gt;"><bdi>&lt;i&gt;&amp;</bdi></a>'

    assert expand([MEMBER, POST, TOPIC], labels) == (
        f'<a class="mention" {link}<a class="reference" {link}<a class="reference" {link}'
    )


def test_a_reference_without_a_label_says_its_number_alone() -> None:
    assert expand([POST, TOPIC, MEMBER], {}) == (
        '<a class="reference" href="/p/5/"><bdi>/p/5</bdi></a>'
        '<a class="reference" href="/t/5/"><bdi>/t/5</bdi></a>'
        "@…"
    )


def test_a_quote_of_a_post_in_sight_names_its_author() -> None:
    labels = {QUOTE: Label("/p/5/", "Ada {name}")}

    assert expand([QUOTE, "<p>a</p>", QUOTE_END], labels, Phrases(wrote="<{name}> schrieb:")) == (
        '<blockquote class="quote" dir="auto"><p class="quote-author" dir="auto">'
        '&lt;<a href="/p/5/"><bdi>Ada {name}</bdi></a>&gt; schrieb:</p><p>a</p></blockquote>'
    )


def test_a_quote_of_a_post_out_of_sight_is_one_sentence() -> None:
    inner = Ref(Kind.QUOTE, 6)
    labels = {inner: Label("/p/6/", "Bea"), MEMBER: Label("/m/ada/", "Ada")}
    split: list[str | Ref] = ["a", QUOTE, "b", MEMBER, inner, "c", QUOTE_END, "d", QUOTE_END, "e"]

    assert expand(split, labels) == f"a{HIDDEN}e"


def test_a_quote_inside_a_quote_has_its_own_rights() -> None:
    split: list[str | Ref] = [QUOTE, "b", Ref(Kind.QUOTE, 6), "c", QUOTE_END, "d", QUOTE_END]

    html = expand(split, {QUOTE: Label("/p/5/", "Ada")})

    assert html.endswith(f"</p>b{HIDDEN}d</blockquote>")


@pytest.mark.parametrize(
    ("split", "html"),
    [([QUOTE_END, "a"], "a"), ([QUOTE, "a"], HIDDEN), ([QUOTE, QUOTE_END, QUOTE_END, "a"], f"{HIDDEN}a")],
)
def test_a_quote_without_its_end_breaks_nothing(split: list[str | Ref], html: str) -> None:
    assert expand(split, {}) == html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# One\n\ntwo *three*four\nfive", "One two threefour five"),
        ('a < b & `c > d` "e"', 'a < b & c > d "e"'),
        ("> [Ada](/p/1/) wrote:\n> private\n\nmine", "mine"),
        ("> plain\n\nmine", "plain mine"),
        ("see http://localhost:8000/t/5/private/", "see …"),
        ("thanks, @ada!", "thanks, @…!"),
        ("|a|b|\n|-|-|\n|c|d|", "a b c d"),
        ("[a](/b 'x > y')", "a"),
        ("", ""),
    ],
)
def test_an_excerpt_is_the_writers_own_words(source: str, text: str) -> None:
    assert excerpt(rendered(source).html) == text


def test_an_excerpt_names_people_whom_the_caller_names() -> None:
    assert excerpt(rendered("thanks, @ada & @bea").html, names={1: "@<ada>"}) == "thanks, @<ada> & @…"


@pytest.mark.parametrize(
    ("words", "text"),
    [("one two three", "one two…"), ("onetwothree", "onetwothre…"), ("one two th", "one two th")],
)
def test_an_excerpt_ends_at_a_word(words: str, text: str) -> None:
    assert excerpt(f"<p>{words}</p>", length=10) == text
