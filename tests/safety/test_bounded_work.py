"""64 KB of whatever costs a parser dear: taken or refused, and read again, at a bounded price."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from tests.leaks.browsing import Answer, Browser
from tests.leaks.fixtures import BrowserFor
from tests.leaks.world import Role, World

WHOLE = 65_536
PATTERNS = {
    "brackets": "[",
    "pictures": "![",
    "open links": "[a](",
    "emphasis": "*a_ ",
    "backticks": "`",
    "growing backticks": "`a``b```c",
    "addresses": "http://a.",
    "bare addresses": "http://a.b ",
    "quotes": ">",
    "quoted lines": "> a\n",
    "table cells": "|",
    "table rows": "|a|b|\n|-|-|\n",
    "ampersands": "&",
    "entities": "&amp;",
    "definitions": "[a]: b\n",
    "references": "[a] ",
    "mentions": "@ada ",
    "tags": "<a ",
    "comments": "<!--",
    "lists": "- ",
    "stars": "**a",
    "spaces": " \n",
    "letters": "a",
    "quotes of a post": "> [a](/p/1) wrote:\n> b\n\n",
}


def text_of(pattern: str, size: int) -> str:
    return (pattern * size)[:size]


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_a_whole_post_of_it_is_taken_or_refused(world: World, browser: BrowserFor, pattern: str) -> None:
    answer = replied(browser(Role.MEMBER), world, text_of(pattern, WHOLE))
    page = browser(Role.VISITOR).get(address_of(world) + "?end")

    assert answer.status in {302, 422}, answer.crash
    assert len(answer.wrote) < 40
    assert page.status in {200, 302}, page.crash


@pytest.mark.slow
@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_twice_as_much_of_it_costs_twice_as_much(world: World, browser: BrowserFor, pattern: str) -> None:
    """Calls of functions, ours and the interpreter's own, for the whole request."""
    member = browser(Role.MEMBER)
    replied(member, world, "")  # what a process does only once, it has done by now
    idle, small, large = (
        calls_of(lambda size=size: replied(member, world, text_of(pattern, size)))  # type: ignore[misc]
        for size in (16, 2_500, 5_000)
    )

    assert large - idle <= 2.6 * max(small - idle, idle)


def replied(browser: Browser, world: World, text: str) -> Answer:
    return browser.post(f"{address_of(world)}replies/", {"text": text})


def address_of(world: World) -> str:
    return f"/t/{world.find('topic', 'open').value}/"


def calls_of(work: Callable[[], object]) -> int:
    count = 0

    def profile(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
