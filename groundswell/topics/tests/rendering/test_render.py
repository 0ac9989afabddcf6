import pytest

from groundswell.topics.rendering.placeholders import Kind, Label, Ref, expand, parts
from groundswell.topics.rendering.render import Rendered, render, render_plain
from groundswell.topics.rendering.source import cleaned, quoting
from groundswell.topics.tests.rendering.make import ORIGIN, rendered, shown

pytestmark = pytest.mark.once


def test_what_a_post_refers_to_is_told_beside_its_html() -> None:
    source = f"@ada: see {ORIGIN}/t/5/a-slug/, [this](/p/7/) and\n\n> [Bea](/p/9/) wrote:\n> @bea /t/6/"

    assert rendered(source) == Rendered(
        html=(
            '<p dir="auto">\ue000m:1\ue001: see \ue000t:5\ue001, '
            '<a href="/p/7/" rel="nofollow ugc noopener">this</a> and</p>\n'
            "\ue000q:9\ue001\n<p>\ue000m:2\ue001 /t/6/</p>\n\ue000/q\ue001"
        ),
        excerpt="@…: see …, this and",
        mentions=frozenset({1}),
        posts=frozenset({7}),
        topics=frozenset({5}),
        quotes=frozenset({9}),
    )


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("@ada", "⟦m:1⟧"),
        ("(@ada)", "(⟦m:1⟧)"),
        ("@ada, @bea.", "⟦m:1⟧, ⟦m:2⟧."),
        ("@ada's @bea-", "⟦m:1⟧'s ⟦m:2⟧-"),
        ("_@ada_ **@bea**", "<em>⟦m:1⟧</em> <strong>⟦m:2⟧</strong>"),
        ("@cy_2", "⟦m:3⟧"),
        ("@žofie and @मीरा", "⟦m:4⟧ and ⟦m:5⟧"),
        ("你好@ada", "你好⟦m:1⟧"),
        ("@nobody", "@nobody"),
        ("@Ada", "@Ada"),
        ("me@ada", "me@ada"),
        ("@@ada", "@@ada"),
        ("@adá", "@adá"),
        (r"\@ada", "@ada"),
        ("&#64;ada", "@ada"),
        ("`@ada`", "<code>@ada</code>"),
        ("[@ada](/x)", '<a href="/x">@ada</a>'),
        (
            "https://social.example/@ada",
            '<a href="https://social.example/@ada">https://social.example/@ada</a>',
        ),
    ],
)
def test_a_mention_is_a_handle_in_running_text(source: str, html: str) -> None:
    assert shown(source) == f"<p>{html}</p>"


def test_code_mentions_nobody() -> None:
    assert shown("```py\n@ada\n```\n\n    @bea") == (
        '<pre dir="ltr"><code>@ada\n</code></pre>\n<pre dir="ltr"><code>@bea\n</code></pre>'
    )


def test_all_handles_are_looked_up_at_once() -> None:
    asked: list[set[str]] = []

    def resolve_handles(handles: set[str]) -> dict[str, int]:
        asked.append(handles)
        return {}

    render("@ada @bea\n\n> @ada. @cy_2", origin=ORIGIN, resolve_handles=resolve_handles)
    render("nobody is named", origin=ORIGIN, resolve_handles=resolve_handles)

    assert asked == [{"ada", "bea", "cy_2"}]


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("{origin}/t/5", "⟦t:5⟧"),
        ("{origin}/t/5/a-title/", "⟦t:5⟧"),
        ("HTTPS://LOCALHOST:8000/t/5/a-title/?page=2", "⟦t:5⟧"),
        ("<{origin}/t/5/a-title/#p77>", "⟦p:77⟧"),
        ("{origin}/p/7/.", "⟦p:7⟧."),
        ("[{origin}/t/5/a-title]({origin}/t/5/a-title)", "⟦t:5⟧"),
        ("[as I said]({origin}/t/5/a-title/?a=b#p7 'there')", '<a href="/p/7/" title="there">as I said</a>'),
        ("[as I said](/t/5/a-title)", '<a href="/t/5/">as I said</a>'),
        ("[as I said][1]\n\n[1]: /t/5/a-title", '<a href="/t/5/">as I said</a>'),
        ("{origin}/s/3/a-name/", '<a href="/s/3/">/s/3/</a>'),
        ("![as drawn](/t/5/a-title)", '<a href="/t/5/">as drawn</a>'),
        ("[it](/t/9999999999999999999/x)", '<a href="/t/9999999999999999999/x">it</a>'),
        ("[it](//localhost/t/5/x)", '<a href="//localhost/t/5/x">it</a>'),
        ("[it](http://localhost/t/5/x)", '<a href="http://localhost/t/5/x">it</a>'),
        ("[it](http://localhost.example:8000/t/5/x)", '<a href="http://localhost.example:8000/t/5/x">it</a>'),
        ("[it]({origin}/m/ada/)", '<a href="http://localhost:8000/m/ada/">it</a>'),
    ],
)
def test_links_to_own_topics_keep_no_title(source: str, html: str) -> None:
    assert shown(source.replace("{origin}", ORIGIN)) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("text", "address", "rest"),
    [
        ("https://x.example/_a_/*b*", "https://x.example/_a_/*b", "*"),
        ("https://x.example/a_(b).", "https://x.example/a_(b)", "."),
        ("https://x.example/a)", "https://x.example/a", ")"),
        ("https://x.example。次", "https://x.example", "。次"),
        ("https://x.example/?a=1&b=2!", "https://x.example/?a=1&b=2", "!"),
        ("http://x.example]", "http://x.example", "]"),
    ],
)
def test_an_address_in_running_text_is_a_link(text: str, address: str, rest: str) -> None:
    address = address.replace("&", "&amp;")

    assert shown(text) == f'<p><a href="{address}">{address}</a>{rest}</p>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("www.x.example,", '<a href="http://www.x.example">www.x.example</a>,'),
        ("<me@x.example>", '<a href="mailto:me@x.example">me@x.example</a>'),
        ("(me.2+a@x.example)", '(<a href="mailto:me.2+a@x.example">me.2+a@x.example</a>)'),
        ("readme.md xhttp://a http:// https://", "readme.md xhttp://a http:// https://"),
        ("[see http://a.example](/b)", '<a href="/b">see http://a.example</a>'),
        ("`http://a.example`", "<code>http://a.example</code>"),
    ],
)
def test_the_web_and_mail_are_linked_and_nothing_else(text: str, html: str) -> None:
    assert shown(text) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("> [Ada](/p/5/) wrote:\n> Yes.", "⟦q:5⟧\n<p>Yes.</p>\n⟦/q⟧"),
        ("> [Ada](/p/5) wrote:\n>\n> - Yes.", "⟦q:5⟧\n<ul>\n<li>Yes.</li>\n</ul>\n⟦/q⟧"),
        ("> [*Ada*](http://localhost:8000/p/5/) wrote:", "⟦q:5⟧\n⟦/q⟧"),
        (
            "- > [Ada](/p/5/) wrote:\n  > > [Bea](/p/6/) wrote:\n  > > Yes.",
            "<ul>\n<li>\n⟦q:5⟧\n⟦q:6⟧\n<p>Yes.</p>\n⟦/q⟧\n⟦/q⟧\n</li>\n</ul>",
        ),
        (
            "> [Ada](/t/5/) wrote:",
            '<blockquote>\n<p><a href="/t/5/">Ada</a> wrote:</p>\n</blockquote>',
        ),
        (
            "> [Ada](/p/5/) wrote: yes",
            '<blockquote>\n<p><a href="/p/5/">Ada</a> wrote: yes</p>\n</blockquote>',
        ),
        ("[Ada](/p/5/) wrote:", '<p><a href="/p/5/">Ada</a> wrote:</p>'),
    ],
)
def test_a_quote_is_known_by_its_first_line(source: str, html: str) -> None:
    assert shown(source) == html


def test_quotes_inside_three_quotes_are_left_out() -> None:
    depth = [f"{'>' * level} [Ada](/p/{level}/) wrote:\n{'>' * level}\n" for level in range(1, 6)]

    html = shown("".join(depth) + ">>>>> private words\n\nafter")

    assert html == ("⟦q:1⟧\n⟦q:2⟧\n⟦q:3⟧\n<p>…</p>\n⟦/q⟧\n⟦/q⟧\n⟦/q⟧\n<p>after</p>")


@pytest.mark.parametrize("name", ["Ada", "A](/x) [b", r"\_*`<b>&amp;", "two\nlines", "@bea"])
def test_a_passage_is_quoted_so_that_it_is_read_as_a_quote(name: str) -> None:
    source = quoting("One.\n\n- two", name=name, post=5)

    assert shown(source) == "⟦q:5⟧\n<p>One.</p>\n<ul>\n<li>two</li>\n</ul>\n⟦/q⟧"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("# One\n\n## Two\n\n###### Six", "<h3>One</h3>\n<h4>Two</h4>\n<h6>Six</h6>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("~~no~~", "<p><s>no</s></p>"),
        ("```py\nx\n```", '<pre dir="ltr"><code>x\n</code></pre>'),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
        ("![a *b*](https://x.example/y.png)", '<p><a href="https://x.example/y.png">a b</a></p>'),
        (
            "![](https://x.example/y.png)",
            '<p><a href="https://x.example/y.png">https://x.example/y.png</a></p>',
        ),
        ("[![a](https://x.example/y.png)](/b)", '<p><a href="/b">a</a></p>'),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>'),
    ],
)
def test_posts_are_commonmark_with_a_few_differences(source: str, html: str) -> None:
    assert shown(source) == html


def test_a_table_is_aligned_without_style() -> None:
    html = rendered("|a|b|\n|-|-:|\n|1|2|").html

    assert '<th>a</th>\n<th align="right">b</th>' in html
    assert "style" not in html


def test_each_outermost_block_takes_its_own_direction() -> None:
    html = rendered("שלום\n\n- one\n\n  - two\n\n> three\n\n# four").html

    assert html == (
        '<p dir="auto">שלום</p>\n<ul dir="auto">\n<li>\n<p>one</p>\n<ul>\n<li>two</li>\n</ul>\n</li>\n</ul>\n'
        '<blockquote dir="auto">\n<p>three</p>\n</blockquote>\n<h3 dir="auto">four</h3>'
    )


@pytest.mark.parametrize(
    "source",
    [
        "\ue000m:1\ue001",
        "&#xE000;m:1&#xE001;",
        "&#57344;m:1&#57345;",
        "`\ue000m:1\ue001`",
        "```\n\ue000m:1\ue001\n```",
        "[x](/y '&#xE000;m:1&#xE001;')",
        "![&#xE000;m:1&#xE001;](/y)",
        "<http://x/%EE%80%80m:1%EE%80%81>",
        "http://x/%EE%80%80m:1%EE%80%81",
        "[&#xE000;m:1&#xE001;]: /x\n\n[&#xE000;m:1&#xE001;]",
    ],
)
def test_nobody_can_write_a_placeholder(source: str) -> None:
    html = rendered(source).html

    assert parts(html) == [html]
    assert not any("\ue000" <= character <= "\uf8ff" for character in html)


def test_a_source_is_cleaned_of_what_no_post_may_hold() -> None:
    assert cleaned("a\r\nb\rc\x00\x1b\ud800\ue000\u202e\ufffe d\t") == "a\nb\nc d\t"


def test_a_text_without_markdown_is_shown_as_it_is() -> None:
    assert render_plain("*a* <b>\nb\n\n@ada \ue000m:1\ue001") == Rendered(
        html='<p dir="auto">*a* &lt;b&gt;<br>b</p>\n<p dir="auto">@ada m:1</p>',
        excerpt="*a* <b> b @ada m:1",
    )


def test_a_reader_sees_names_of_today() -> None:
    html = rendered("Thank you, @ada").html

    assert expand(parts(html), {Ref(Kind.MEMBER, 1): Label("/m/ada/", "@ada")}) == (
        '<p dir="auto">Thank you, <a class="mention" href="/m/ada/"><bdi>@ada</bdi></a></p>'
    )
