"""`groundswell serve`, all its processes within reach: killed, struck from within, and started again."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

from bench import processes
from bench.places import BenchFailed, Place
from bench.sturdy import striking
from tools.environment import PYTHON, ROOT

PAGES = 2
_HOOK = Path(__file__).parent / "hook"
_PATIENCE = 75


class Besieged:
    """A server with two page processes and a worker, and the file that tells one of them to die."""

    def __init__(self, place: Place, port: int, room: Path) -> None:
        self.place = place
        self.port = port
        self._strike = room / "strike"
        self._log: IO[bytes] = (room / "server.log").open("ab")
        self._parent: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return Path(self._log.name)

    def start(self) -> None:
        """Start it, and again while what is left of the last one still holds the port."""
        deadline = time.monotonic() + _PATIENCE
        while not self._has_started():
            if time.monotonic() > deadline:
                raise BenchFailed(self.log.read_text("utf-8", "replace")[-3000:])
            time.sleep(0.5)

    def end(self) -> None:
        if self._parent is not None:
            self._parent.terminate()
            self._parent.wait(_PATIENCE)
        self._log.close()

    def pages(self) -> list[int]:
        return self._of("groundswell.config.pages")

    def workers(self) -> list[int]:
        return self._of("worker")

    def kill(self, *numbers: int) -> None:
        for number in numbers:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    def kill_parent(self) -> None:
        """The children find out by themselves and end: none may be left."""
        children = [*self.pages(), *self.workers()]
        self._kill_parent()
        try:
            _wait_until(
                lambda: not any(_lives(each) for each in children), "A killed parent's children live on."
            )
        finally:
            self.kill(*children)
            self.start()

    def kill_all(self) -> None:
        """As when the machine's memory runs out: all at once."""
        children = [*self.pages(), *self.workers()]
        self._kill_parent()
        self.kill(*children)
        self.start()

    def strike(self, role: str, point: str) -> None:
        """Have a process die at a point of its work, and wait until it has."""
        striking.order(self._strike, role, point)
        _wait_until(lambda: not self._strike.exists(), f"No {role} came to '{point}'.")

    def wait_until_whole(self) -> None:
        """All processes are there again, and ready."""
        _wait_until(lambda: len(self.pages()) == PAGES and bool(self.workers()), "Processes stay away.")
        _wait_until(self.is_ready, "The pages do not come up.")

    def is_ready(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=10):
                return True
        except (URLError, OSError):
            return False

    def _has_started(self) -> bool:
        origin = f"http://localhost:{self.port}"
        path = os.pathsep.join([str(_HOOK), str(ROOT)])
        more = {"PYTHONPATH": path, striking.FILE: str(self._strike), "GROUNDSWELL_ORIGIN": origin}
        words = ["serve", "--processes", str(PAGES), "--port", str(self.port)]
        self._parent = subprocess.Popen(
            [PYTHON, "-m", "groundswell", *words],
            env={**self.place.environment, **more},
            cwd=ROOT,
            stdout=self._log,
            stderr=self._log,
        )
        while self._parent.poll() is None:
            if self.is_ready() and len(self.pages()) == PAGES:  # it is this one that answers, and no other
                return True
            time.sleep(0.1)
        return False

    def _kill_parent(self) -> None:
        if self._parent is not None:
            self._parent.kill()
            self._parent.wait()

    def _of(self, word: str) -> list[int]:
        parent = self._parent.pid if self._parent else 0
        return [each.number for each in processes.below(parent).values() if word in each.command.split()]


def _lives(number: int) -> bool:
    """Whether the process is there, and not just waiting to be noticed as dead."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _wait_until(is_so: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            raise BenchFailed(otherwise)
        time.sleep(0.1)
