"""What a client says beside its requests: it can neither fill our memory with it nor keep a connection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest
from uvicorn import Config
from uvicorn.server import ServerState

from groundswell.kernel.front import Front
from groundswell.kernel.front.connections import Connection
from groundswell.kernel.front.tests.applications import Echo, Toy

pytestmark = pytest.mark.once

IN_CHUNKS = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwave\r\n0\r\n"


class Hasty(Connection):
    """One that waits for nobody."""

    head_seconds = 0.2


@asynccontextmanager
async def connected(echo: Echo) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    front = Front(echo, Toy())
    front.threads.open()
    config = Config(front, http=Hasty, lifespan="off", log_config=None)
    make = partial(Hasty, config=config, server_state=ServerState(), app_state={})
    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    try:
        yield reader, writer
    finally:
        writer.close()
        server.close()
        front.threads.close()


def test_what_follows_a_body_is_no_header() -> None:
    echo = Echo()

    async def ask() -> bytes:
        async with connected(echo) as (reader, writer):
            writer.write(IN_CHUNKS + b"X-Forwarded-For: 203.0.113.9\r\nCookie: session=abc\r\n\r\n")
            return await reader.readuntil(b"fine")

    answer = asyncio.run(ask())

    assert answer.startswith(b"HTTP/1.1 200 ")
    assert echo.body == b"wave"
    assert not {"HTTP_X_FORWARDED_FOR", "HTTP_COOKIE"} & echo.heard.keys()


@pytest.mark.parametrize("more", [b"a: b\r\n" * 1000, b"x" * 6000], ids=["many lines", "one line"])
def test_who_follows_a_body_with_words_without_end_is_dropped(more: bytes) -> None:
    async def ask() -> int:
        async with connected(Echo()) as (_reader, writer):
            writer.write(IN_CHUNKS + b"a: b")
            for sent in range(1000):
                try:
                    writer.write(more)
                    await writer.drain()
                    await asyncio.sleep(0)
                except ConnectionError:
                    return sent
            return 1000

    assert asyncio.run(ask()) < 1000


@pytest.mark.parametrize(
    ("asked", "more"),
    [
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"\r\n"),
        (b"POST /live/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n", b"x"),
    ],
    ids=["an empty line", "a body that nobody awaits"],
)
def test_who_trickles_on_after_an_answer_is_dropped(asked: bytes, more: bytes) -> None:
    async def ask() -> int:
        async with connected(Echo()) as (reader, writer):
            writer.write(asked)
            await reader.readuntil(b"\r\n\r\n")
            for sent in range(100):
                try:
                    writer.write(more)
                    await writer.drain()
                except ConnectionError:
                    return sent
                await asyncio.sleep(0.05)
            return 100

    assert asyncio.run(ask()) < 100
