"""Hostile text costs no more than any other: twice as long is twice the work."""

import gc
import re
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from groundswell.archives.discourse import hosts, open_archive
from groundswell.archives.discourse.text import (
    addresses,
    blocks,
    emoji,
    html,
    tokens,
    translate,
    values,
    wording,
)
from groundswell.archives.tests.make import FORUM, UNTIL, make_post, write_lines, written_by_all

pytestmark = [pytest.mark.once, pytest.mark.slow]

SIZE = 32 * 1024
HOSTILE = [
    "[quote", "[quote]", "[quote]\n", "[/quote]", "[quote]\na\n[/quote]\n", "[", "]", "](", "![", "`",
    "` `` ", "``` a\n", "~~~\n", "$", "$a", "$$ ", "<", "<img ", "@", "@a", ":", ":a", "\\", "> ",
    "> [quote]\n", "- ", "    ", "\n", "\t", " ", "http://", "https://talk.example/t/", "upload://", "[code]",
    "[url=/t/1]", "[b][/b]", "[date=", "[details=a]\n", "[b]x[quote]\n", "1. ", "a", "*", "<pre>\n",
    "[quote]\n```\n[/quote]\n", "<b>", "<b></b>", "<br>", "<!--", "<!-- -->", "<a href=", "<sub>", "<li>",
    "</p>", "<pre>x</pre>\n", "<img alt=a ", "| <br>",
]  # fmt: skip


def work(act: Callable[[], object]) -> int:
    """How many calls of functions, ours and Python's own, it takes."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_is_at_most_twice_the_work_and_the_result(piece: str) -> None:
    half, whole = (piece * (size // len(piece)) for size in (SIZE, 2 * SIZE))

    half_work = work(lambda: translate(half, FORUM))
    whole_work = work(lambda: translate(whole, FORUM))

    assert whole_work <= 2.1 * half_work + 200
    assert len(translate(whole, FORUM).text.as_markdown(lambda _: "x")) <= 25 * len(whole)


@pytest.fixture
def _usual_collector() -> Iterator[None]:
    """Rubbish goes as soon as in the product; tests at large let it lie longer."""
    larger = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*larger)


@pytest.mark.usefixtures("_usual_collector")
def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    def peak(posts: int) -> int:
        path = write_lines(
            tmp_path / f"{posts}.jsonl",
            (make_post(n, topic=1 + n % 50, number=n, raw="words " * 300) for n in range(1, posts)),
        )
        tracemalloc.start()
        with open_archive(path, until=UNTIL) as archive:
            assert written_by_all(archive).adds_up
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)  # what is made once, such as compiled patterns

    assert peak(1600) <= 1.2 * peak(200)


def patterns() -> Iterator[Any]:
    of_translating = sys.modules[translate.__module__]
    for module in (hosts, addresses, blocks, emoji, html, tokens, values, wording, of_translating):
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield pytest.param(value, id=f"{module.__name__.rpartition('.')[2]}.{name}")


@pytest.mark.parametrize("pattern", list(patterns()))
def test_no_pattern_repeats_without_bound_unless_possessively(pattern: re.Pattern[str]) -> None:
    """A bounded or possessive repeat looks at a character a bounded number of times for each start."""
    parsed = re._parser.parse(pattern.pattern, pattern.flags)  # type: ignore[attr-defined]  # no public parser

    assert list(unbounded_repeats(parsed)) == []


def unbounded_repeats(parsed: Any) -> Iterator[str]:  # the parser has no types
    for operation, argument in parsed:
        name = str(operation)
        if name in {"MAX_REPEAT", "MIN_REPEAT"} and str(argument[1]) == "MAXREPEAT":
            yield name
        for part in argument if isinstance(argument, tuple | list) else ():
            for inner in part if isinstance(part, list) else (part,):
                if hasattr(inner, "getwidth"):
                    yield from unbounded_repeats(inner)


def test_the_check_above_would_see_one() -> None:
    parsed = re._parser.parse("a(?:b|(c*)d)")  # type: ignore[attr-defined]  # no public parser

    assert list(unbounded_repeats(parsed)) == ["MAX_REPEAT"]
