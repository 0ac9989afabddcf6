"""SIGHUP puts new processes in the place of the old ones, and nobody who is there notices."""

import http.client
import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from groundswell.config.children import Child
from groundswell.config.renewing import Renewal
from groundswell.config.tests.serving import LONGEST, children, free_port, groundswell, said_until
from groundswell.kernel.tests.processes import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.once]
_THINKS = 0.05
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Client(threading.Thread):
    """Asks one thing after the other, on one connection or on a new one each time; nothing is tried twice."""

    def __init__(self, port: int, stopping: threading.Event, *, stays: bool) -> None:
        super().__init__(daemon=True)
        self.port, self.stopping, self.stays = port, stopping, stays
        self.answers: Counter[object] = Counter()

    def run(self) -> None:
        connection = self._connection()
        while not self.stopping.is_set():
            for method, path in (("GET", "/found/"), ("POST", "/found/"), ("GET", "/healthz")):
                self.answers[self._ask(connection, method, path)] += 1
            if not self.stays:
                connection.close()
                connection = self._connection()
        connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)

    def _ask(self, connection: http.client.HTTPConnection, method: str, path: str) -> object:
        try:
            if connection.sock is None:
                connection.connect()
            time.sleep(_THINKS)  # so that most connections are idle at any moment: none may be cut off
            connection.request(method, path, "a=b" if method == "POST" else None, _FORM)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as trouble:
            connection.close()
            return repr(trouble)
        return method, answer.status


@contextmanager
def _load(port: int) -> Iterator[list[Client]]:
    stopping = threading.Event()
    clients = [Client(port, stopping, stays=number % 2 == 0) for number in range(4)]
    for each in clients:
        each.start()
    try:
        yield clients
    finally:
        stopping.set()
        for each in clients:
            each.join()


@contextmanager
def _serving(home: Path, *words: str) -> "Iterator[tuple[subprocess.Popen[str], int]]":
    groundswell(home, "init").communicate(timeout=LONGEST)
    port = free_port()
    server = groundswell(home, "serve", "--port", str(port), *words)
    try:
        said_until(server, "one-time code: ")
        yield server, port
    finally:
        server.kill()
        server.communicate()


def test_no_request_fails_while_all_processes_are_renewed(tmp_path: Path) -> None:
    with _serving(tmp_path) as (server, port):
        wait_until(lambda: len(_pids(server)) == 3)
        before = _pids(server)
        with _load(port) as clients:
            server.send_signal(signal.SIGHUP)
            said_until(server, "All processes are new")
            time.sleep(1)
        answers = sum((each.answers for each in clients), Counter[object]())
        wait_until(lambda: len(_pids(server)) == 3)

        assert not before & _pids(server)
        assert set(answers) == {("GET", 200), ("POST", 403)}  # a form without its token is answered, too
        assert answers["GET", 200] > 100
        assert all(each.answers for each in clients)


def _pids(server: "subprocess.Popen[str]") -> set[int]:
    return {*children(server, "config.pages"), *children(server, "worker")}


def test_what_does_not_come_up_leaves_those_that_serve() -> None:
    """As after an upgrade that went wrong: the old processes go on."""
    told: list[str] = []
    serving = subprocess.Popen(["/bin/sleep", "60"])
    old = Child("page", ["groundswell.is.absent"], process=serving, has_been_up=True)
    pages = [old]
    renewal = Renewal(pages, [], told.append)
    try:
        renewal.begin()
        wait_until(lambda: _is_done(renewal))

        assert (pages, serving.poll()) == ([old], None)
        assert told[-1].startswith("The new page process does not come up")
    finally:
        serving.kill()
        serving.wait()


def _is_done(renewal: Renewal) -> bool:
    renewal.step()
    return renewal.is_done()


def test_it_ends_when_told_so_in_the_midst_of_it(tmp_path: Path) -> None:
    with _serving(tmp_path, "--processes", "1") as (server, _port):
        server.send_signal(signal.SIGHUP)
        wait_until(lambda: len(children(server, "config.pages")) == 2)
        ours = _pids(server)

        server.send_signal(signal.SIGTERM)

        assert server.wait(timeout=LONGEST) == 0
        assert [pid for pid in ours if Path(f"/proc/{pid}").exists() and os.getpgid(pid)] == []
