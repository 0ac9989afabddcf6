"""The processes under `groundswell serve`: each is started again when it ends by itself."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

_SOON = 10
_LONGEST_PAUSE = 30.0


@dataclass(slots=True)
class Child:
    """One that ends soon after its start waits before the next, longer each time."""

    name: str
    words: Sequence[str]
    listeners: Sequence[socket.socket] = ()
    process: "subprocess.Popen[bytes] | None" = None
    line: socket.socket | None = None
    has_been_up: bool = False
    failures: int = 0
    is_renewed: bool = False
    _started: float = 0
    _due: float = field(default=0)

    def start(self) -> None:
        """Begin, with a line to us whose end is ours: a child that hears it ends too."""
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        handed_over = [theirs.fileno(), *(each.fileno() for each in self.listeners)]
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own
                [sys.executable, "-m", *self.words, *map(str, handed_over)],
                pass_fds=handed_over,
                start_new_session=True,  # out of reach of the terminal's Ctrl-C: the parent ends it
            )
        self._hang_up()
        self.line, self._started = ours, time.monotonic()

    def tend(self, tell: Callable[[str], None]) -> None:
        """Start it again if it has ended and its pause is over."""
        if self.process is None:
            if time.monotonic() >= self._due:
                self.start()
        elif (code := self.process.poll()) is None:
            self._hear()
        elif self.is_renewed:
            self.is_renewed = False
            self.start()
        else:
            lived = time.monotonic() - self._started
            self.failures = self.failures + 1 if lived < _SOON else 1
            pause = min(2.0 ** (self.failures - 1), _LONGEST_PAUSE)
            self.process, self._due = None, time.monotonic() + pause
            tell(f"The {self.name} process ended by itself ({code}); another begins in {pause:.0f} s.")

    def end(self) -> None:
        """Ask it to end."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.terminate()

    def renew(self) -> None:
        """Ask it to end, and begin anew when it has."""
        self.is_renewed = True
        self.end()

    def leave(self) -> None:
        """Ask a page process to take nobody new, and to end when those who are there have gone."""
        if self.line is not None:
            with suppress(OSError):  # it is gone already
                self.line.send(b".")

    def is_up(self) -> bool:
        """Whether it has said that it serves."""
        self._hear()
        return self.has_been_up

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait(self, deadline: float) -> None:
        """Wait until it has ended, or insist."""
        if self.process is not None:
            try:
                self.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._hang_up()

    def _hear(self) -> None:
        """It says one word, when it serves."""
        if not self.has_been_up and self.line is not None:
            with suppress(BlockingIOError):
                self.has_been_up = bool(self.line.recv(1))

    def _hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
            self.line = None


def when_alone(parent: socket.socket, end: Callable[[], None]) -> None:
    """In a worker: end when the parent has gone. It says nothing here: whatever is heard is its end."""

    def listen() -> None:
        with suppress(OSError):
            parent.recv(1)
        end()

    threading.Thread(target=listen, name="parent", daemon=True).start()
