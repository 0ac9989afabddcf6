"""The client counts what a server answered, no more and no less."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bench.load import Count, Lane, Load, get, post, put_on

pytestmark = pytest.mark.once

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"
CLOSING = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"
REFUSED = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"


class Toy:
    """A server that answers the given answers in turn, on whatever connection, and remembers what came."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.connections = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while head := (await _until_blank(reader)):
            length = next(
                (int(line.split(":")[1]) for line in head.split("\r\n") if "Content-Length" in line), 0
            )
            body = (await reader.readexactly(length)).decode()
            answer = self.answers[len(self.asked) % len(self.answers)]
            self.asked.append(head.split("\r\n")[0] + body)
            if not answer:
                break
            writer.write(answer)
        writer.close()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[int]:
        async with await asyncio.start_server(self.talk, "127.0.0.1", 0) as server:
            yield server.sockets[0].getsockname()[1]


async def _until_blank(reader: asyncio.StreamReader) -> str:
    try:
        return (await reader.readuntil(b"\r\n\r\n")).decode()
    except asyncio.IncompleteReadError:
        return ""


def counted(toy: Toy, *lanes: Lane) -> dict[str, Count]:
    async def go() -> dict[str, Count]:
        async with toy.open() as port:
            return await put_on(Load(port, lanes, seconds=20, warm_up=0))

    return asyncio.run(go())


def lane(*requests: str, expects: int = 200, name: str = "pages") -> Lane:
    return Lane(name, requests, expects=expects, repeats=False)


def test_every_answer_counts_once_on_one_connection() -> None:
    toy = Toy(PLAIN, CHUNKED)

    count = counted(toy, lane(*[get("/")] * 6))["pages"]

    assert (count.confirmed, count.failures, dict(count.statuses)) == (6, 0, {200: 6})
    assert (count.bytes, len(count.times), toy.connections) == (30, 6, 1)


def test_lanes_are_connections_and_count_by_their_name() -> None:
    toy = Toy(PLAIN)

    counts = counted(toy, lane(get("/a")), lane(get("/b"), get("/c")), lane(get("/d"), name="others"))

    assert {name: count.confirmed for name, count in counts.items()} == {"pages": 3, "others": 1}
    assert toy.connections == 3
    assert sorted(line.split()[1] for line in toy.asked) == ["/a", "/b", "/c", "/d"]


def test_another_status_than_expected_is_a_failure() -> None:
    count = counted(Toy(PLAIN, REFUSED), lane(*[get("/")] * 4))["pages"]

    assert (count.confirmed, count.failures, dict(count.statuses)) == (2, 2, {200: 2, 503: 2})


def test_a_server_that_hangs_up_is_a_failure_and_asked_anew() -> None:
    toy = Toy(b"", PLAIN)

    count = counted(toy, lane(*[get("/")] * 4))["pages"]

    assert (count.confirmed, count.failures, count.statuses[0]) == (2, 2, 2)


def test_a_connection_that_the_server_ends_is_opened_again() -> None:
    toy = Toy(CLOSING)

    count = counted(toy, lane(*[get("/")] * 3))["pages"]

    assert (count.confirmed, toy.connections) == (3, 3)


def test_a_form_is_sent_whole() -> None:
    toy = Toy(PLAIN)

    counted(toy, lane(post("/reply/", "text=gr%C3%BC%C3%9Fe", cookie="session=x")))

    assert toy.asked == ["POST /reply/ HTTP/1.1text=gr%C3%BC%C3%9Fe"]


def test_what_is_answered_while_warming_up_is_sent_but_not_timed() -> None:
    toy = Toy(PLAIN)

    async def go() -> dict[str, Count]:
        async with toy.open() as port:
            return await put_on(Load(port, [lane(*[get("/")] * 3)], seconds=1, warm_up=60))

    count = asyncio.run(go())["pages"]

    assert (count.confirmed, count.times) == (3, [])


def test_a_summary_tells_the_middle_and_the_end() -> None:
    count = Count(seconds=2.0, times=[number / 1000 for number in range(1, 101)])

    summary = count.summary()

    assert (summary["per_second"], summary["p50"], summary["p99"], summary["longest"]) == (50, 51, 100, 100)
