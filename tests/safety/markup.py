"""Hostile markup, and what a page may hold: judged by a parser that reads as browsers do."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

import html5lib

# Ways out of wherever a text can stand.
BREAKOUTS: Final = (
    "<script>pwn(1)</script>",
    "</title><script>pwn(1)</script>",
    "</textarea><img src=x onerror=pwn(1)>",
    "</pre></div></main><img src=x onerror=pwn(1)>",
    '"><img src=x onerror=pwn(1)>',
    "' onfocus='pwn(1)' autofocus='",
    '" onmouseover="pwn(1)" x="',
    "<svg onload=pwn(1)><animate onbegin=pwn(1) attributeName=x>",
    "<p hx-get=/sign-out/ hx-trigger=load data-hx-post=/me/leave/ hx-on::load=pwn(1)>x</p>",
    "<div id=reply-box name=csrfmiddlewaretoken class=notice style=position:fixed form=x is=x slot=x>x</div>",
    "{{ 7*7 }}{% include 'x' %}${7*7}#{7*7}<%= 7*7 %>",
    "&lt;script&gt;pwn(1)&lt;/script&gt;",
    "\ue000m:1\ue001\ue000q:1\ue001\ue000/q\ue001",
    "\u202e\u2066<b onclick=pwn(1)>\u2069",
)
# And ways through a parser of Markdown.
CORPUS: Final = (
    *BREAKOUTS,
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=pwn(1)&gt;">',
    '<svg></p><style><a id="</style><img src=1 onerror=pwn(1)>">',
    '<noscript><p title="</noscript><img src=x onerror=pwn(1)>">',
    "<iframe srcdoc='<script>pwn(1)</script>'></iframe>",
    "<object data=javascript:pwn(1)></object><embed src=javascript:pwn(1)>",
    "<base href=https://evil.example/><link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:pwn(1)'>",
    "<form action=https://evil.example><button formaction=javascript:pwn(1)>x</button></form>",
    "<a href=javascript:pwn(1)>x</a>",
    "[x](javascript:pwn(1))",
    "[x](JaVa\tScRiPt:pwn(1))",
    "[x](&#106;avascript:pwn(1))",
    "[x](java&Tab;script&colon;pwn(1))",
    "[x](data:text/html,<script>pwn(1)</script>)",
    "[x](vbscript:pwn(1))",
    "<javascript:pwn(1)>",
    "![x](javascript:pwn(1))",
    '![x" onerror="pwn(1)](https://evil.example/x.png)',
    '[x](https://evil.example "" onmouseover=pwn(1) "")',
    "[x]: javascript:pwn(1)\n\n[x]",
    "<reply-box draft=x><reading-mark action=/me/leave/></reading-mark></reply-box>",
    "<<script>script>pwn(1)<</script>/script>",
    "<a href=\"\ue000p:1\ue001\" title='\ue000t:1\ue001 onclick=pwn(1)'>x</a>",
    "`</code><script>pwn(1)</script>`",
    '```"><script>pwn(1)</script>\nx\n```',
    "| <script>pwn(1)</script> | x\n|:-:|-\n| <img src=x onerror=pwn(1)> | x",
)

_SENDING: Final = {"src", "action", "formaction", "hx-get", "hx-post", "data", "poster", "srcset"}
_OURS: Final = re.compile(r"$|/(?![/\\])|data:image/svg\+xml")
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_WORDS: Final = {
    *("p", "br", "hr", "pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "h6", "em", "strong"),
    *("s", "code", "a", "bdi", "table", "thead", "tbody", "tr", "th", "td"),
}
_OF_WORDS: Final = {"href", "title", "rel", "start", "dir", "align", "class", "tabindex"}
_FIXED: Final = {
    "class": {"mention", "reference", "quote", "quote-author", "quote-hidden"},
    "tabindex": {"0"},
    "dir": {"auto", "ltr"},
    "rel": {"nofollow ugc noopener"},
}

Vocabulary = frozenset[tuple[str, str]]


def parsed(body: str) -> Any:
    return html5lib.parse(body, namespaceHTMLElements=False)


def vocabulary(body: str) -> Vocabulary:
    """Every element with each of its attributes, outside of what members wrote."""
    return frozenset(
        (str(each.tag), name) for each in _outside(parsed(body)) for name in ("", *map(str, each.attrib))
    )


def faults(body: str, known: Vocabulary) -> list[str]:
    """What in a page no template of ours makes, or what would run or lead astray."""
    root = parsed(body)
    return [
        *(f"<{tag} {name}> is new" for tag, name in vocabulary(body) - known),
        *(fault for each in root.iter() if isinstance(each.tag, str) for fault in _faults_of(each)),
        *(
            fault
            for written in _written(root)
            for each in written.iter()
            for fault in _faults_of_words(each, written)
        ),
    ]


def _outside(root: Element) -> Iterator[Element]:
    if isinstance(root.tag, str):
        yield root
        if "hx-ignore" not in root.attrib:
            for child in root:
                yield from _outside(child)


def _written(root: Element) -> list[Element]:
    return [each for each in root.iter() if "hx-ignore" in each.attrib]


def _faults_of(each: Element) -> Iterator[str]:
    for name, value in each.attrib.items():
        if str(name).startswith("on"):
            yield f"<{each.tag} {name}={value!r}>"
        if name in _SENDING and not _OURS.match(value):
            yield f"<{each.tag} {name}={value!r}> is sent elsewhere"
        if name == "href" and not _leads_somewhere_safe(value):
            yield f"<{each.tag} {name}={value!r}> leads astray"
    if each.tag == "script" and not _is_safe_script(each):
        yield f"<script> {each.text}"


def _is_safe_script(each: Element) -> bool:
    """Ours, with nothing of members' in it; or a whole block of data, which browsers do not run."""
    kind, text = each.attrib.get("type"), each.text or ""
    if kind == "application/ld+json":
        return not {*"<>&"} & {*text} and isinstance(json.loads(text), dict)
    return kind in {"module", "importmap"} and "pwn" not in text


def _leads_somewhere_safe(address: str) -> bool:
    """Browsers leave out blanks and control characters before they look for the scheme."""
    scheme = _SCHEME.match("".join(letter for letter in address if letter > " "))
    return scheme is None or scheme[1].lower() in {"http", "https", "mailto"}


def _faults_of_words(each: Element, written: Element) -> Iterator[str]:
    """Inside a post: only the elements and attributes of the list."""
    if each is written:
        return
    if each.tag not in _WORDS:
        yield f"<{each.tag}> in a post"
    for name, value in each.attrib.items():
        if value not in _FIXED.get(str(name), {value}) or name not in _OF_WORDS:
            yield f"<{each.tag} {name}={value!r}> in a post"
