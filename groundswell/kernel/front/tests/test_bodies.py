"""What a client may send, how much of it and how slowly."""

import asyncio

import pytest
from pytest_django import Settings

from groundswell.kernel.front import Front
from groundswell.kernel.front.asgi import Message
from groundswell.kernel.front.tests.applications import SMALL, Echo, asked_with
from groundswell.kernel.front.tests.asking import Running, scope_of

pytestmark = pytest.mark.once


@pytest.mark.parametrize("size", [0, 99, 101, 1000])
def test_a_body_arrives_whole_in_memory_or_in_a_file(size: int) -> None:
    echo = Echo()
    body = bytes(number % 251 for number in range(size))
    chunks = [body[:50], body[50:]]
    with Running(Front(echo, limits=SMALL)) as running:
        running.ask(method="POST", body=chunks, headers={"transfer-encoding": "chunked"})

    assert echo.body == body
    assert echo.heard["CONTENT_LENGTH"] == (str(size) if size else "")
    assert "HTTP_TRANSFER_ENCODING" not in echo.heard


@pytest.mark.parametrize("headers", [{"content-length": "1001"}, {"transfer-encoding": "chunked"}])
def test_a_body_that_is_too_large_is_refused_before_anybody_reads_it(headers: dict[str, str]) -> None:
    echo = Echo()

    answer = asked_with(echo, method="POST", body=[b"x" * 600, b"x" * 401], headers=headers)

    assert (answer.status, answer.headers["connection"]) == (413, "close")
    assert "This is too large." in answer.text
    assert echo.heard == {}


@pytest.mark.parametrize(
    ("accepted", "head"),
    [
        ("he-IL, de;q=0.5", '<html lang="he" dir="rtl">'),
        ("tlh, de;q=0.5", '<html lang="de" dir="ltr">'),
        ("*", '<html lang="en" dir="ltr">'),
        ("", '<html lang="en" dir="ltr">'),
    ],
)
def test_a_refusal_is_in_the_language_of_whom_it_refuses(
    settings: Settings, accepted: str, head: str
) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("he", "עברית")]

    headers = {"transfer-encoding": "chunked", "accept-language": accepted}
    answer = asked_with(Echo(), method="POST", body=[b"x" * 1001], headers=headers)

    assert answer.status == 413
    assert head in answer.text


def test_who_asks_before_sending_is_refused_at_once() -> None:
    front = Front(Echo(), limits=SMALL)
    scope = scope_of("POST", "/", {"content-length": "5000", "expect": "100-continue"})
    said: list[Message] = []

    async def never() -> Message:
        raise AssertionError("it was told to go on")

    async def send(message: Message) -> None:
        said.append(message)

    asyncio.run(front(scope, never, send))

    assert said[0]["status"] == 413


def test_a_body_that_trickles_is_not_waited_for() -> None:
    front = Front(Echo(), limits=SMALL)
    said: list[Message] = []

    async def trickle() -> Message:
        await asyncio.sleep(0.05)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: Message) -> None:
        said.append(message)

    asyncio.run(front(scope_of("POST", "/", {"content-length": "900"}), trickle, send))

    assert said[0]["status"] == 408


def test_a_client_that_leaves_while_sending_is_forgotten() -> None:
    echo = Echo()
    with Running(Front(echo, limits=SMALL)) as running:
        answer = running.do(cut_off(running.front))

    assert (answer, echo.heard) == ([], {})


async def cut_off(front: Front) -> list[Message]:
    heard: list[Message] = [
        {"type": "http.request", "body": b"half", "more_body": True},
        {"type": "http.disconnect"},
    ]
    said: list[Message] = []

    async def receive() -> Message:
        return heard.pop(0)

    async def send(message: Message) -> None:
        said.append(message)

    await front(scope_of("POST", "/", {"content-length": "900"}), receive, send)
    return said
