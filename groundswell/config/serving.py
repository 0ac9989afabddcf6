"""One command, everything: page processes and a job worker under one parent that ends them all."""

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse

from groundswell.community.actions import make_founding_code
from groundswell.community.models import Community
from groundswell.kernel.actor import SYSTEM

_LAST_SECONDS = 3
_PAUSE = 0.2
_BREATH = 2


@dataclass(frozen=True, slots=True)
class Server:
    """The worker is restarted when it dies by itself; the parent's end is its children's."""

    host: str
    port: int
    processes: int
    with_jobs: bool
    tell: Callable[[str], None]
    ending: threading.Event = field(default_factory=threading.Event)
    children: "dict[str, subprocess.Popen[bytes]]" = field(default_factory=dict)

    def run(self) -> int:
        """Serve until told to end; 1 where the port is taken or the pages' process gives up."""
        if taken := self._taken():
            self.tell(f"Port {self.port} on {taken} is in use. Choose another: groundswell serve --port 8001")
            return 1
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: self.ending.set())
        try:
            self._start_pages()
            self._start_jobs()
            return self._watch()
        finally:
            _end_all(list(self.children.values()))

    def _watch(self) -> int:
        self._greet_when_open(self.children["pages"])
        while not self.ending.wait(_PAUSE):
            if (code := self.children["pages"].poll()) is not None:
                return code or 1
            if self.with_jobs and self.children["jobs"].poll() is not None:
                self.ending.wait(_BREATH)
                self._start_jobs()
        return 0

    def _start_pages(self) -> None:
        binds = [word for address in self._addresses() for word in ("--bind", address)]
        size = ["--workers", str(self.processes), "--threads", "4"]
        calm = ["--graceful-timeout", str(_LAST_SECONDS), "--log-level", "warning", "--no-control-socket"]
        self.children["pages"] = _child("gunicorn", "groundswell.config.wsgi", *binds, *size, *calm)

    def _start_jobs(self) -> None:
        if self.with_jobs:
            self.children["jobs"] = _child("groundswell", "worker")

    def _addresses(self) -> list[str]:
        """localhost is both of its addresses: browsers may try either first."""
        if self.host != "localhost":
            return [f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"]
        both = [f"127.0.0.1:{self.port}"]
        return [*both, f"[::1]:{self.port}"] if _has_ipv6() else both

    def _taken(self) -> str:
        host = "127.0.0.1" if self.host == "localhost" else self.host
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, self.port))
            except OSError:
                return self.host
        return ""

    def _greet_when_open(self, pages: "subprocess.Popen[bytes]") -> None:
        host = "127.0.0.1" if self.host in {"localhost", "0.0.0.0"} else self.host  # noqa: S104 - compared only
        while pages.poll() is None and not self.ending.is_set():
            with suppress(OSError), socket.create_connection((host, self.port), timeout=1):
                break
            time.sleep(_PAUSE)
        if pages.poll() is None:
            self._greet()

    def _greet(self) -> None:
        address = f"http://localhost:{self.port}" if self.host == "localhost" else settings.ORIGIN
        self.tell(f"\nGroundswell is at {address}   (Ctrl-C ends it)")
        if not Community.objects.exists():
            code = make_founding_code(SYSTEM)
            self.tell(f"\nNo community lives here yet. Found it at {address}{reverse('people:found')}")
            self.tell(f"with this one-time code: {code}\n")


def _child(module: str, *words: str) -> "subprocess.Popen[bytes]":
    """A Python module as a process of its own, out of reach of the terminal's Ctrl-C: the parent ends it."""
    return subprocess.Popen([sys.executable, "-m", module, *words], start_new_session=True)  # noqa: S603 - our own


def _has_ipv6() -> bool:
    with suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return True
    return False


def _end_all(children: "list[subprocess.Popen[bytes]]") -> None:
    """Ask first, then insist: everything has ended within four seconds."""
    for child in children:
        with suppress(ProcessLookupError):
            child.terminate()
    deadline = time.monotonic() + _LAST_SECONDS + 1
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
