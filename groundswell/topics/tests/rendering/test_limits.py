"""However a text is made to be costly, it is refused, or its cost grows no faster than its length."""

import sys
from collections.abc import Callable
from math import isqrt
from types import FrameType
from typing import Any

import pytest

from groundswell.topics.rendering.limits import (
    LIMITS,
    MAX_LENGTH,
    MAX_LINK_TITLE,
    Fault,
    Limits,
    Unrenderable,
)
from groundswell.topics.rendering.placeholders import OPEN
from groundswell.topics.tests.rendering.make import rendered

pytestmark = [pytest.mark.once, pytest.mark.wide]

BOUNDLESS = Limits(*[10**9] * 5)
SMALL = 1_200
LARGE = 8_000  # well above the longest address, so that both sizes are read alike
ADDRESSES = [
    "http://",
    "http://a.",
    "http://a/(",
    "http://a/[",
    "https://a)",
    "www.",
    "www.a.b",
    "a.b.c@",
    "http://a--",
]
PATTERNS = [
    *("[", "![", "[![", "[a](", "[a](b", "![a](b)", "[a][", "[a]", "[[a]", "[a\\](", "[](", "![[", "\\"),
    *("|", "#", "-", "*", ">", "<", "<!", "<a:b>", "&", "&#", "&amp;", "&#xE000;", "`", "`a", "://"),
    *("*a_", "*a", "**a", "****a", "a*", "_a", "~~a", "_@a_", "@", "@a", "@a@", "a@", "a@b."),
    *("[a](b '", "[a]: <", "[a]: b '", "[a]: b\n", "a\n", "> a\n", "- a\n", "- - ", "1. ", "\t", " \n"),
    *("|a|b|\n", "a|b\n-|-\n", "```\n", "- ```\n", "a\n=\n", "@ada ", "http://a.b ", "me@a.bc "),
    *("> [a](/p/1) wrote:\n>\n> b\n\n", ">> [a](/p/1) wrote:\n>\n"),
]
SHAPES: dict[str, Callable[[int], str]] = {
    "runs of backticks": lambda size: "".join("`" * run + "a" for run in range(isqrt(2 * size))),
    "a lazy quote": lambda size: "> " * 20 + "a\n" * (size // 2),
    "a lazy list": lambda size: "- a\n" + "b\n" * (size // 2),
    "stars around": lambda size: "*" * (size // 2) + "a" + "*" * (size // 2),
    "brackets around": lambda size: "[" * (size // 6) + "a" + "](b)" * (size // 6),
    "pictures in pictures": lambda size: ("![" * 15 + "a" + "](b)" * 15) * (size // 90),
    "a long heading": lambda size: "a\n" * (size // 2) + "===",
    "a long link title": lambda size: '[a](b "' + "\n" * size,
    "one definition, many links": lambda size: "[a]: /b\n\n" + "[a] " * (size // 4),
    "a long mail address": lambda size: "a" * size + "@b.example",
}


def repeated(pattern: str) -> Callable[[int], str]:
    return lambda size: (pattern * size)[:size]


HOSTILE = [
    *(pytest.param(repeated(pattern), LARGE, id=pattern) for pattern in ADDRESSES),
    *(pytest.param(repeated(pattern), SMALL, id=pattern) for pattern in PATTERNS),
    *(pytest.param(shape, SMALL, id=name) for name, shape in SHAPES.items()),
]


def work(source: str) -> int:
    """Lines of Python run to render a source."""
    lines = 0

    def trace(_frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal lines
        lines += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        rendered(source, BOUNDLESS)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.slow
@pytest.mark.parametrize(("source", "size"), HOSTILE)
def test_work_grows_no_faster_than_the_text(source: Callable[[int], str], size: int) -> None:
    work(source(size))

    assert work(source(2 * size)) <= 2.6 * work(source(size))


@pytest.mark.parametrize(("source", "size"), HOSTILE)
def test_html_is_a_small_multiple_of_its_text(source: Callable[[int], str], size: int) -> None:
    text = source(size)

    assert len(rendered(text, BOUNDLESS).html) <= 20 * len(text)


@pytest.mark.parametrize(
    ("fault", "most", "over"),
    [
        (Fault.LENGTH, "a" * MAX_LENGTH, "a" * (MAX_LENGTH + 1)),
        (Fault.LINES, "a\n" * LIMITS.lines, "a\n" * (LIMITS.lines + 1)),
        (Fault.REFERENCES, "[a](b) " * LIMITS.references, "[a](b) " * (LIMITS.references + 1)),
        (Fault.REFERENCES, "@ada " * LIMITS.references, "@ada " * (LIMITS.references + 1)),
        (Fault.REFERENCES, "http://a " * LIMITS.references, "http://a " * (LIMITS.references + 1)),
        (Fault.REFERENCES, "![a](b) " * LIMITS.references, "![a](b) " * (LIMITS.references + 1)),
        (Fault.REFERENCES, "> [a](/p/1) wrote:\n\n" * 500, "> [a](/p/1) wrote:\n\n" * 501),
        (Fault.HANDLES, " ".join(f"@no{n}" for n in range(1_000)), " ".join(f"@no{n}" for n in range(1_001))),
        (Fault.CELLS, "|a|b|\n|-|-|\n" + "|c\n" * 1_499, "|a|b|\n|-|-|\n" + "|c\n" * 1_500),
    ],
)
def test_a_limit_is_exact_and_named(fault: Fault, most: str, over: str) -> None:
    rendered(most)

    with pytest.raises(Unrenderable) as refusal:
        rendered(over)

    assert refusal.value.fault == fault
    assert str(refusal.value) == refusal.value.sentence % {"limit": refusal.value.limit}


def test_a_post_mentions_so_many_members_and_no_more() -> None:
    limits = Limits(handles=1)

    assert rendered("@ada @ada", limits).mentions == {1}
    with pytest.raises(Unrenderable, match="at most 1"):
        rendered("@ada @bea", limits)


def test_one_wide_row_asks_for_no_more_cells_than_a_post_may_hold() -> None:
    wide = "|a" * 1_000 + "|\n" + "|-" * 1_000 + "|\n"

    with pytest.raises(Unrenderable) as refusal:
        rendered(wide + "|a\n" * 60)

    assert refusal.value.fault is Fault.CELLS


def test_a_definition_is_not_multiplied_by_its_links() -> None:
    title = "x" * (MAX_LINK_TITLE + 1)
    address = "/" + "x" * 2_001

    assert title not in rendered(f"[a]: /b '{title}'\n\n[a] [a]").html
    assert "<a" not in rendered(f"[a]: {address}\n\n[a] [a]").html


def test_nesting_ends_where_nobody_can_follow() -> None:
    html = rendered("> " * 1_000 + "a").html

    assert html.count("<blockquote") == 20
    assert OPEN not in html
