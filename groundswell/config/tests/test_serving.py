"""`groundswell serve` as its operator meets it: a real process on a real port."""

import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from groundswell.config.serving import Place, Server
from groundswell.config.tests.serving import LONGEST, children, free_port, groundswell, said_until
from groundswell.kernel.tests.processes import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.once]


@contextmanager
def _serving(home: Path, *words: str) -> "Iterator[subprocess.Popen[str]]":
    groundswell(home, "init").communicate(timeout=LONGEST)
    server = groundswell(home, "serve", "--processes", "1", *words)
    try:
        yield server
    finally:
        server.kill()
        server.communicate()


def test_it_greets_with_the_founding_code_serves_and_ends_when_told(tmp_path: Path) -> None:
    port = free_port()
    with _serving(tmp_path, "--port", str(port)) as server:
        said = said_until(server, "one-time code: ")

        with urllib.request.urlopen(f"http://localhost:{port}/found/", timeout=LONGEST) as page:
            assert page.status == 200
        server.send_signal(signal.SIGINT)

        assert server.wait(timeout=LONGEST) == 0
        assert f"http://localhost:{port}/found/" in said
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), timeout=1)


def test_a_taken_port_is_one_sentence_and_an_exit_code(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = groundswell(tmp_path, "serve", "--port", str(port))

        said, _errors = server.communicate(timeout=LONGEST)

    assert server.returncode == 1
    assert said == f"Port {port} on localhost is in use. Choose another: groundswell serve --port 8001\n"


def _is_served(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5) as page:
        return page.status == 200  # type: ignore[no-any-return]
    return False


def test_a_page_process_that_is_killed_comes_back(tmp_path: Path) -> None:
    port = free_port()
    with _serving(tmp_path, "--port", str(port), "--no-jobs") as server:
        said_until(server, "one-time code: ")
        (before,) = children(server, "config.pages")

        os.kill(before, signal.SIGKILL)

        said = said_until(server, "ended by itself")
        wait_until(lambda: _is_served(port))
        assert "another begins" in said
        assert children(server, "config.pages") != [before]


def test_a_parent_that_is_killed_leaves_no_pages_behind(tmp_path: Path) -> None:
    port = free_port()
    with _serving(tmp_path, "--port", str(port), "--no-jobs") as server:
        said_until(server, "one-time code: ")

        server.kill()

        wait_until(lambda: not _is_served(port))


def test_a_worker_ends_with_its_parent_however_that_ended(tmp_path: Path) -> None:
    groundswell(tmp_path, "init").communicate(timeout=LONGEST)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        worker = groundswell(tmp_path, "worker", "--parent", str(theirs.fileno()), inherits=theirs.fileno())
    # Both ends are closed here, as those of a parent that was killed.

    assert worker.wait(timeout=LONGEST) == 0
    worker.communicate()


def test_pages_that_never_come_up_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_what: None)
    monkeypatch.setattr("groundswell.config.children._LONGEST_PAUSE", 0.1)
    said: list[str] = []
    server = Server(
        Place("127.0.0.1", free_port()), 2, with_jobs=False, tell=said.append, words=["groundswell.is.absent"]
    )

    assert server.run() == 1
    assert said[-1].startswith("The pages do not come up.")
    assert sum("ended by itself (1)" in line for line in said) >= 6


def test_it_listens_at_a_unix_socket_and_takes_it_away(tmp_path: Path) -> None:
    path = tmp_path / "socket"
    with _serving(tmp_path, "--socket", str(path), "--no-jobs") as server:
        said_until(server, "one-time code: ")
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(LONGEST)
            client.connect(str(path))
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert client.recv(65_536).startswith(b"HTTP/1.1 200 OK")

        server.send_signal(signal.SIGTERM)

        assert server.wait(timeout=LONGEST) == 0
        assert not path.exists()
