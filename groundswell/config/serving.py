"""One command, everything: page processes and a job worker under one parent that ends them all."""

import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from groundswell.community.actions import make_founding_code
from groundswell.community.models import Community
from groundswell.config.children import Child
from groundswell.config.listening import CannotListen, listen, listen_at
from groundswell.config.renewing import Renewal
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.errors import Invalid
from groundswell.kernel.front.server import LAST_SECONDS

_PAUSE = 0.1
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen: at a path, or else at a port of a host."""

    host: str
    port: int
    path: Path | None = None


@dataclass(slots=True)
class Server:
    """A child that dies by itself is started again; the parent's end is its children's."""

    place: Place
    processes: int
    with_jobs: bool
    tell: Callable[[str], None]
    words: Sequence[str] = ("groundswell.config.pages",)
    ending: threading.Event = field(default_factory=threading.Event)
    renewing: threading.Event = field(default_factory=threading.Event)
    pages: list[Child] = field(default_factory=list)
    others: list[Child] = field(default_factory=list)
    renewal: Renewal = field(init=False)

    def run(self) -> int:
        """Serve until told to end; 1 where there is no place to listen or the pages never come up."""
        try:
            listeners = (
                listen_at(self.place.path) if self.place.path else listen(self.place.host, self.place.port)
            )
        except CannotListen as sentence:
            self.tell(str(sentence))
            return 1
        self._heed_signals()
        self.pages = [Child("page", self.words, listeners) for _number in range(self.processes)]
        self.others = [Child("job", ["groundswell", "worker", "--parent"])] if self.with_jobs else []
        self.renewal = Renewal(self.pages, self.others, self.tell)
        try:
            return self._watch()
        finally:
            # What comes from here on is refused, rather than left waiting for nobody.
            for each in listeners:
                each.close()
            if self.place.path:
                self.place.path.unlink(missing_ok=True)
            _end_all([*self.pages, *self.others, *self.renewal.ours()])

    def _heed_signals(self) -> None:
        """SIGHUP renews the processes, as systemd means it; from a terminal it says that this has gone."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: self.ending.set())
        hung_up = self.ending if os.isatty(0) else self.renewing
        signal.signal(signal.SIGHUP, lambda *_: hung_up.set())

    def _watch(self) -> int:
        is_greeted = False
        while not self.ending.is_set():
            for child in [*self.pages, *self.others]:
                child.tend(self.tell)
            self._renew()
            if not is_greeted and any(child.has_been_up for child in self.pages):
                is_greeted = True
                self._greet()
            if self._is_hopeless():
                self.tell("The pages do not come up. What is said above may tell why; so does /readyz.")
                return 1
            self.ending.wait(_PAUSE)
        return 0

    def _renew(self) -> None:
        """Begin where that was asked for, and go on."""
        if self.renewing.is_set() and self.renewal.is_done():
            self.renewing.clear()
            self.renewal.begin()
        self.renewal.step()

    def _is_hopeless(self) -> bool:
        return all(child.failures >= _TRIES and not child.has_been_up for child in self.pages)

    def _greet(self) -> None:
        self.tell(f"\nGroundswell is at {self._address()}   (Ctrl-C ends it)")
        if Community.objects.exists():
            return
        with suppress(Invalid):  # somebody may be founding it in this very moment, with an earlier code
            code = make_founding_code(SYSTEM)
            found = f"{self._address()}{reverse('people:found')}"
            self.tell(f"\nNo community lives here yet. Found it at {found}")
            self.tell(f"with this one-time code: {code}\n")

    def _address(self) -> str:
        is_own = self.place.host == "localhost" and self.place.path is None
        return f"http://localhost:{self.place.port}" if is_own else settings.ORIGIN


def _end_all(children: list[Child]) -> None:
    """Ask first, then insist: everything has ended within four seconds."""
    for child in children:
        child.end()
    deadline = time.monotonic() + LAST_SECONDS + 1
    for child in children:
        child.wait(deadline)
