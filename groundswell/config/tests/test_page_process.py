"""One page process as its parent has it, and the clients it must not wait for."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings

from groundswell.community.logo import MOST_BYTES
from groundswell.config.tests.serving import LONGEST, groundswell, ours
from groundswell.kernel.front import Limits
from groundswell.kernel.tests.processes import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.once]
_GENEROUS = 5


class Pages:
    """The process, its line to us, and the port on which it serves."""

    def __init__(self, home: Path) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.line, theirs = socket.socketpair()
        self.port: int = self.listener.getsockname()[1]
        numbers = [theirs.fileno(), self.listener.fileno()]
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own
                [sys.executable, "-m", "groundswell.config.tests.toy", *map(str, numbers)],
                env=ours(home),
                pass_fds=numbers,
                stderr=subprocess.DEVNULL,
            )
        self.line.settimeout(LONGEST)
        assert self.line.recv(1), "it has not come up"

    def client(self, said: bytes = b"") -> socket.socket:
        client = socket.create_connection(("127.0.0.1", self.port), timeout=LONGEST)
        client.sendall(said)
        return client


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    groundswell(folder, "init").communicate(timeout=LONGEST)
    return folder


@contextmanager
def serving(home: Path) -> Iterator[Pages]:
    pages = Pages(home)
    try:
        yield pages
    finally:
        pages.process.kill()
        pages.process.wait()
        pages.line.close()
        pages.listener.close()


@pytest.fixture(scope="module")
def pages(home: Path) -> Iterator[Pages]:
    with serving(home) as found:
        yield found


def all_of(client: socket.socket) -> bytes:
    heard = b""
    while chunk := client.recv(65_536):
        heard += chunk
    return heard


def request(path: str, *headers: str) -> bytes:
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode()


def test_whatever_a_form_takes_the_front_takes_too() -> None:
    largest = max(MOST_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)

    assert Limits().largest_body > largest + 100_000


def test_it_ends_soon_with_streams_open(home: Path) -> None:
    with serving(home) as pages:
        with pages.client(request("/live/")) as stream:
            heard = b""
            while b"data: here" not in heard:
                heard += stream.recv(65_536)
            began = time.monotonic()
            pages.process.terminate()

            rest = all_of(stream)

        pages.process.wait(LONGEST)
        assert time.monotonic() - began < _GENEROUS
        assert rest.endswith(b"0\r\n\r\n")


def test_it_ends_when_its_parent_has_gone(home: Path) -> None:
    with serving(home) as pages:
        pages.line.shutdown(socket.SHUT_RDWR)
        pages.line.close()

        assert pages.process.wait(LONGEST) == 0


def test_it_leaves_when_whoever_is_there_has_been_answered(home: Path) -> None:
    """One who has said nothing yet, one who asks again, and one who hears a stream."""
    with serving(home) as pages, pages.client() as new, pages.client(request("/live/")) as stream:
        with pages.client(request("/healthz")) as again:
            assert _one_of(again).startswith(b"HTTP/1.1 200 ")
            pages.listener.close()
            pages.line.send(b".")
            wait_until(lambda: not _is_open(pages.port))

            answers = [_asked(new), _asked(again)]

        rest = all_of(stream)
        assert pages.process.wait(LONGEST) == 0
        assert [answer.startswith(b"HTTP/1.1 200 ") for answer in answers] == [True, True]
        assert [answer.lower().count(b"connection: close\r\n") for answer in answers] == [1, 1]
        assert rest.endswith(b"0\r\n\r\n")


def _one_of(client: socket.socket) -> bytes:
    """One whole answer on a connection that stays open: head and body may come one after the other."""
    heard = b""
    while b"\r\n\r\n" not in heard and (chunk := client.recv(65_536)):
        heard += chunk
    head, body = heard.split(b"\r\n\r\n", 1)
    (length,) = re.findall(rb"(?i)^content-length: (\d+)\r?$", head, re.MULTILINE)
    while len(body) < int(length) and (chunk := client.recv(65_536)):
        body += chunk
    return head + body


def _asked(client: socket.socket) -> bytes:
    client.sendall(request("/healthz"))
    return all_of(client)


def _is_open(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=LONGEST):
        return True
    return False


def test_a_body_that_is_too_large_is_answered_with_a_page(pages: Pages) -> None:
    head = b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n"
    with pages.client(head) as client:
        client.sendall(b"x" * 9_000_000)

        answer = all_of(client)

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"This is too large." in answer


def test_a_connection_serves_one_request_after_the_other(pages: Pages) -> None:
    with pages.client(request("/healthz") + request("/healthz", "Connection: close")) as client:
        answer = all_of(client)

    assert answer.count(b"HTTP/1.1 200 OK") == 2
    assert b"server:" not in answer.lower()


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: five\r\n\r\n",
        b"not a request at all\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused(pages: Pages, said: bytes) -> None:
    with pages.client(said) as client:
        assert all_of(client).startswith(b"HTTP/1.1 400 ")


def test_a_head_without_end_is_dropped(pages: Pages) -> None:
    with pages.client(b"GET / HTTP/1.1\r\n") as client, pytest.raises(OSError, match=r"reset|[Bb]roken"):
        trickle(client)


def trickle(client: socket.socket) -> None:
    for number in range(1000):
        client.sendall(f"X-{number}: {'y' * 200}\r\n".encode())
        time.sleep(0.001)
    all_of(client)
