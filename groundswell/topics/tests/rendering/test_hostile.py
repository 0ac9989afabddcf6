"""What is written to break out: only the listed tags and attributes may come of it."""

import re

import pytest

from groundswell.topics.rendering.addresses import SCHEMES
from groundswell.topics.rendering.sanitize import ATTRIBUTE_VALUES, ATTRIBUTES, LINK_REL, TAGS, sanitized
from groundswell.topics.tests.rendering.make import rendered
from groundswell.topics.tests.rendering.markup import elements

pytestmark = pytest.mark.once

SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\t\n\r-]*):")  # as browsers find it
HTML = [
    "<script>alert(1)</script>",
    "<ScRiPt/x>alert(1)</sCrIpT >",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<img src=https://tracker.example/1.gif width=1>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a title='</style><img src onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math href=javascript:alert(1)>x</math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)><embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='&#1;javascript:alert(1)'>x</a>",
    "<a href='&#x6A&#x61vascript&colon;alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x' onclick=alert(1) target=_blank rel=opener ping=//x.example>x</a>",
    "<a name=x id=x class=post style='position:fixed;inset:0'>x</a>",
    "<i hx-get=/evil hx-trigger=load>x</i>",
    "<p hx-get=/evil hx-trigger=load data-hx-get=/evil data-x=1 x-on:click=a @click=b>x</p>",
    "<p hx-on:load='alert(1)' hx-swap-oob=true sse-connect=/x id=topic>x</p>",
    "<form action=/sign-out method=post><input name=x><button formaction=/x>x</button></form>",
    "<base href=//evil.example><meta http-equiv=refresh content=0><link rel=stylesheet href=//x.example>",
    "<style>*{display:none}</style><div style='background:url(//x.example)'>x</div>",
    "<p dir=rtl>x</p><p dir='auto' style=x lang=x>y</p><td align=justify>z",
    "<post-card src=x></post-card><bdo dir=rtl>x</bdo>",
    "<!--><script>alert(1)</script>--><![CDATA[<script>]]><?php x ?><!doctype x>",
    "<textarea><script>alert(1)</script></textarea><title><img src=x onerror=alert(1)></title>",
    "<table><tr><td><p></table><script>",
    "<p><b><i><u></p></b></i>",
    '<p title="<b>x" onmouseover="x>y">',
    "\x00<\x00script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]
MARKDOWN = [
    "[x](javascript:alert(1))",
    "[x](  JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](javascript:alert(1))",
    '![x](/y "a\\" onerror=\\"alert(1)")',
    '[x](/y "\\"><script>alert(1)</script>")',
    '[x](/y"onclick="alert(1))',
    "[x](</y><img src=x onerror=alert(1)>)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    '<http://x.example/"onclick="alert(1)>',
    "http://x.example/\"onclick='alert(1)'<script>",
    "www.x.example/'onclick='alert(1)",
    'me@x.example"onclick=alert(1)',
    '`<script>`\n\n```"onclick=alert(1)\n</code><script>\n```',
    "``` html onload=alert(1)\nx\n```",
    "|<script>|\n|:-:|\n|`</td><script>`|",
    "# <script>alert(1)</script>\n\n> <img src=x onerror=alert(1)>\n\n- <svg/onload=alert(1)>",
    "@ada<script>alert(1)</script>",
    "> [<script>](/p/1/) wrote:\n> <script>alert(1)</script>",
]


def is_listed(tag: str, attributes: dict[str, str]) -> bool:
    allowed = ATTRIBUTES.get(tag, set())
    values = ATTRIBUTE_VALUES.get(tag, {})
    if tag == "a" and attributes.pop("rel", LINK_REL if "href" not in attributes else "") != LINK_REL:
        return False
    scheme = SCHEME.match(attributes.get("href", "").lower())
    return (
        tag in TAGS
        and all(name in allowed or value in values.get(name, set()) for name, value in attributes.items())
        and (scheme is None or scheme[1] in SCHEMES)
    )


def unlisted(html: str) -> list[tuple[str, dict[str, str]]]:
    return [element for element in elements(html) if not is_listed(element[0], {**element[1]})]


@pytest.mark.parametrize("html", HTML)
def test_hostile_html_leaves_only_what_is_listed(html: str) -> None:
    assert unlisted(sanitized(html)) == []


@pytest.mark.parametrize("source", HTML + MARKDOWN)
def test_a_hostile_post_holds_only_what_is_listed(source: str) -> None:
    assert unlisted(rendered(source).html) == []


@pytest.mark.parametrize("html", HTML)
def test_html_in_a_post_is_text(html: str) -> None:
    assert {tag for tag, _ in elements(rendered(html).html)} <= {"p", "br", "a", "code", "pre"}


def test_nothing_of_ours_can_be_imitated() -> None:
    assert not {"id", "class", "style", "name"} & {
        *(name for names in ATTRIBUTES.values() for name in names),
        *(name for names in ATTRIBUTE_VALUES.values() for name in names),
    }
