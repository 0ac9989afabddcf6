"""`groundswell serve` as its operator meets it: a real process on a real port."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.once]
_LONGEST = 60


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _groundswell(home: Path, *words: str) -> "subprocess.Popen[str]":
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("GROUNDSWELL", "DJANGO"))
    }
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-u", "-m", "groundswell", *words],
        env=kept | {"GROUNDSWELL_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@contextmanager
def _serving(home: Path, port: int) -> "Iterator[subprocess.Popen[str]]":
    _groundswell(home, "init").communicate(timeout=_LONGEST)
    server = _groundswell(home, "serve", "--port", str(port), "--processes", "1")
    try:
        yield server
    finally:
        server.kill()
        server.communicate()


def _said_until(server: "subprocess.Popen[str]", pattern: str) -> str:
    said = ""
    for line in server.stdout or ():
        said += line
        if re.search(pattern, line):
            return said
    raise AssertionError(f"It ended without saying {pattern!r}: {said}")


def test_it_greets_with_the_founding_code_serves_and_ends_when_told(tmp_path: Path) -> None:
    port = _free_port()
    with _serving(tmp_path, port) as server:
        said = _said_until(server, "one-time code: ")

        with urllib.request.urlopen(f"http://localhost:{port}/found/", timeout=_LONGEST) as page:
            assert page.status == 200
        server.send_signal(signal.SIGINT)

        assert server.wait(timeout=_LONGEST) == 0
        assert f"http://localhost:{port}/found/" in said
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), timeout=1)


def test_a_taken_port_is_one_sentence_and_an_exit_code(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = _groundswell(tmp_path, "serve", "--port", str(port))

        said, _errors = server.communicate(timeout=_LONGEST)

    assert server.returncode == 1
    assert said == f"Port {port} on localhost is in use. Choose another: groundswell serve --port 8001\n"
