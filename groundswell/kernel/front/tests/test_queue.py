"""Before the threads there is a short queue, and beside them the streams."""

import asyncio
from collections.abc import Callable

import pytest

from groundswell.kernel.front import Front
from groundswell.kernel.front.tests.applications import SMALL, Echo, Gate, Toy, asked_with
from groundswell.kernel.front.tests.asking import Answered, Running, answered, scope_of

pytestmark = pytest.mark.once


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - another thread comes to it
            await asyncio.sleep(0.01)


def test_more_than_can_wait_are_told_to_come_again() -> None:
    gate = Gate()
    with Running(Front(gate, limits=SMALL)) as running:

        async def three() -> list[Answered]:
            first = asyncio.ensure_future(answered(running.front, scope_of("GET", "/")))
            await _until(lambda: gate.came == 1)
            waiting = asyncio.ensure_future(answered(running.front, scope_of("GET", "/")))
            await asyncio.sleep(0)
            refused = await answered(running.front, scope_of("GET", "/"))
            gate.open.set()
            return [await first, await waiting, refused]

        first, waiting, refused = running.do(three())

    assert [first.status, waiting.status, refused.status] == [200, 200, 503]
    assert refused.headers["retry-after"] == "5"
    assert "A moment, please." in refused.text


def test_nobody_works_for_a_client_who_left_the_queue() -> None:
    gate = Gate()
    with Running(Front(gate, limits=SMALL)) as running:

        async def one_leaves() -> tuple[Answered, Answered, Answered]:
            first = asyncio.ensure_future(answered(running.front, scope_of("GET", "/")))
            await _until(lambda: gate.came == 1)
            left = await answered(running.front, scope_of("GET", "/"), leaves=True)
            gate.open.set()
            return await first, left, await answered(running.front, scope_of("GET", "/"))

        first, left, after = running.do(one_leaves())

    assert [first.status, left.messages, after.status] == [200, [], 200]
    assert gate.came == 2


def test_streams_answer_below_their_address_alone() -> None:
    toy = Toy()
    with Running(Front(Echo(), toy)) as running:
        assert running.ask("/live/all").body == b"/live/all"
        assert running.ask("/lively").body == b"fine"
        assert toy.life == ["open"]
        running.front.end()
        assert toy.life == ["open", "end"]


def test_without_streams_pages_answer_everything() -> None:
    assert asked_with(Echo(), target="/live/all").body == b"fine"
