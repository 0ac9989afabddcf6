"""Discourse's Markdown becomes ours; what has no place here says so in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.archives.discourse.reasons import Reason
from groundswell.archives.discourse.text import Wording, translate
from groundswell.archives.records import ArchivedQuote
from groundswell.archives.tally import Cargo, Kind, Loss
from groundswell.archives.tests.make import FORUM, markdown, shown, translated

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            '[quote="ada_l, post:3, topic:12, full:true"]\nOil it.\n[/quote]\n\nI did.',
            "> [ada\\_l](our:post:12.3) wrote:\n>\n> Oil it.\n\nI did.",
        ),
        (
            '[quote="Ada L, post:3, topic:12, username:ada"]Oil it.[/quote]',
            "> [Ada L](our:post:12.3) wrote:\n>\n> Oil it.",
        ),
        ('[quote="ada, post:3"]\nHere.\n[/quote]', "> [ada](our:post:9.3) wrote:\n>\n> Here."),
        ("[quote=ada]\nOnce.\n[/quote]", "> ada wrote:\n>\n> Once."),
        ("[quote]\nSomebody.\n[/quote]", "> Somebody."),
        ('[quote="ada, post:3, topic:404"]\nLost.\n[/quote]', "> ada wrote:\n>\n> Lost."),
        (
            "[quote]\nouter\n[quote=b]\ninner\n[/quote]\nagain\n[/quote]\nend",
            "> outer\n>\n> > b wrote:\n> >\n> > inner\n>\n> again\n\nend",
        ),
        ("[quote]a[/quote]\n[quote]b[/quote]", "> a\n\n> b"),
        ("before\n[quote]\na\n\nb\n[/quote]\nafter", "before\n\n> a\n>\n> b\n\nafter"),
        ("[quote]\n```\n[/b] code\n\n  more\n```\n[/quote]", "> ```\n> [/b] code\n>\n>   more\n> ```"),
        ("> [quote=ada]\n> Twice.\n> [/quote]", "> ada wrote:\n>\n> Twice."),
        ("[quote]\n```\nnever closed\n[/quote]\nafter", "> ```\n> never closed\n\nafter"),
        ("[quote]\nopen", "[quote]\nopen"),
        ("shut[/quote]", "shut[/quote]"),
        ("say [quote] in a line", "say [quote] in a line"),
    ],
)
def test_quotes(raw: str, expected: str) -> None:
    assert markdown(raw) == expected


def test_quotes_are_recorded_and_counted() -> None:
    found = translated(
        '[quote="ada, post:3, topic:12"]\na\n[/quote]\n[quote="bo, post:1, topic:404"]\nb\n[/quote]\n'
    )

    assert found.text.quotes == (ArchivedQuote("ada", "12.3"), ArchivedQuote("bo", None))
    assert found.cargo == Cargo(((Kind.QUOTES, 1),), (Loss(Kind.QUOTES, Reason.NO_TARGET),))


def test_quotes_nested_too_deep_stay_in_the_passage_around_them() -> None:
    found = translated("[quote=a]\n" * 8 + "deep" + "\n[/quote]" * 8)

    assert found.text.as_markdown(shown).splitlines()[-1] == "> > > > > deep"
    assert found.cargo.left == (Loss(Kind.QUOTES, Reason.NO_SOURCE, 5), Loss(Kind.QUOTES, Reason.TOO_DEEP, 3))


@pytest.mark.parametrize(
    "code",
    [
        '```\n[quote="a, post:1"] @ada :rocket: https://talk.example/t/x/1 ![](upload://a)\n```',
        "~~~~ python\n```\n@ada\n~~~~",
        "`@ada :rocket:`",
        "`` ` @ada ``",
        "text `spans\n@ada lines` end",
        "\n    @ada indented\n    [quote]x[/quote]",
        "- ```\n  @ada\n  ```",
        "> ```\n> @ada\n> ```",
        "```\n@ada, and never closed",
        "`unclosed and \\@ada escaped",
        "$@ada + x[i]$ and $$\n:rocket: @ada\n$$",
        "1. item\n\n        @ada code in an item",
    ],
)
def test_code_and_formulas_are_not_touched(code: str) -> None:
    assert markdown(code) == code.removeprefix("\n")
    assert translated(code).cargo == Cargo()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a<br>b<br/>c", "a\nb\nc"),
        ("| a<br>b |", "| a b |"),
        ("<b>x</b> <em>y</em> <del>z</del> <u>u</u>", "**x** *y* ~~z~~ u"),
        ("10<sup>6</sup> H<sub>2</sub>O", "10^6 H\\_2O"),
        ("<h2>Tools</h2>\nwords", "## Tools\n\nwords"),
        ("<details>\n<summary>More</summary>\n\n- a\n</details>\nend", "**More**\n\n- a\n\nend"),
        ("a<!-- secret\n@ada -->b", "ab"),
        ("<!-- never closed", "<!-- never closed"),
        ('<img src="https://else.example/a.png" alt="a">', "![a](https://else.example/a.png)"),
        ("<a href='https://else.example/?a=1&amp;b=2'>x</a>", "[x](https://else.example/?a=1&b=2)"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<p>a</p><p>b", "a\n\nb"),
        (
            "<pre>\n@ada &lt;b&gt;\n\n:rocket:\n</pre>\n@ada",
            "~~~~~~~~\n@ada <b>\n\n:rocket:\n~~~~~~~~\n@<ada>",
        ),
        ("<pre><code>x</code></pre>", "~~~~~~~~\nx\n~~~~~~~~"),
        ("the <s> of <b> and <sig>", "the <s> of <b> and <sig>"),
        ("`<br>` and \\<br>", "`<br>` and \\<br>"),
    ],
)
def test_html_becomes_markdown(raw: str, expected: str) -> None:
    assert markdown(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("[code]\n@ada\n```\n[/code]\n@ada", "~~~~~~~~\n@ada\n```\n~~~~~~~~\n@<ada>"),
        ("see [code]@ada[/code] and @ada", "see `@ada` and @<ada>"),
        ("see [code]`[/code]", "see `` ` ``"),
        ("an `open tick and @ada", "an `open tick and @<ada>"),
        ("> ```\n> @ada\n\n@ada", "> ```\n> @ada\n\n@<ada>"),
        ("- item\n\n    @ada in the item", "- item\n\n    @<ada> in the item"),
    ],
)
def test_what_stands_beside_code_is_touched(raw: str, expected: str) -> None:
    assert markdown(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected", "cargo"),
    [
        (
            "[poll type=regular]\n* yes\n* no\n[/poll]",
            "*There was a poll here; its votes were not carried over.*\n\n* yes\n* no",
            Cargo((), (Loss(Kind.POLLS, Reason.NO_VOTES),)),
        ),
        (
            'a\n[details="How *to*"]\n1. oil\n[/details]\nb',
            "a\n\n**How \\*to\\***\n\n1. oil\n\nb",
            Cargo((), (Loss(Kind.FOLDS, Reason.UNFOLDED),)),
        ),
        (
            "It was [spoiler]the butler[/spoiler].",
            "It was *Spoiler:* the butler.",
            Cargo((), (Loss(Kind.SPOILERS, Reason.SHOWN),)),
        ),
        (
            '[date=2026-04-08 time=14:00:00 timezone="Etc/UTC"]',
            "2026-04-08 14:00 (Etc/UTC)",
            Cargo(((Kind.DATES, 1),)),
        ),
        (
            "[date-range from=2026-04-08T14:00:00 to=2026-04-09 timezone=Europe/Paris]",
            "2026-04-08 14:00 – 2026-04-09 (Europe/Paris)",
            Cargo(((Kind.DATES, 1),)),
        ),
        ("[date=]", "[date=]", Cargo()),
        (":rocket: :+1: :wave:t3:", "🚀 👍 👋", Cargo(((Kind.EMOJI, 3),))),
        (":party_wrench:", ":party_wrench:", Cargo((), (Loss(Kind.EMOJI, Reason.NO_CHARACTER),))),
        ("at 12:30:45 |:--:|", "at 12:30:45 |:--:|", Cargo()),
        ("[b]x[/b] [i]y[/i] [s]z[/s] [u]u[/u]", "**x** *y* ~~z~~ u", Cargo()),
        ("p[i] and [b]never\n\nclosed[/b]", "p[i] and [b]never\n\nclosed[/b]", Cargo()),
        ("[wrap=x]y[/wrap]", "y", Cargo((), (Loss(Kind.LAYOUT, Reason.NO_LAYOUT),))),
    ],
)
def test_small_marks(raw: str, expected: str, cargo: Cargo) -> None:
    assert markdown(raw) == expected
    assert translated(raw).cargo == cargo


def test_mentions_are_references_where_the_person_is_known() -> None:
    assert markdown("Hi @Ada-L, @nobody and @ada.") == r"Hi @<ada-l>, \@nobody and @<ada>."


def test_a_writer_may_say_it_in_its_own_words() -> None:
    found = translate("![a](upload://a.png)", FORUM, wording=Wording(image="Bild fehlt: {name}"))

    assert found.text.as_markdown(shown) == "*(Bild fehlt: a)*"


@given(st.text(alphabet="abc .,\n!?-äß", max_size=200))
def test_plain_text_stays_as_it_is(raw: str) -> None:
    assert markdown(raw).strip() == raw.strip()


@given(st.lists(st.sampled_from(["[quote]", "[/quote]", "\n", "a", "`", "> ", "```\n", "[b]", "[/b]", " "])))
def test_no_words_are_lost(pieces: list[str]) -> None:
    raw = "".join(pieces)

    assert markdown(raw).count("a") == raw.count("a")
