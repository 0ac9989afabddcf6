"""What the doctor says of one part, a mail server for it to knock at, and a restore that nobody watches."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from groundswell.upkeep.doctor import Severity, examine
from groundswell.upkeep.restoring import Restored, Wish, restore


def found(part: str, severity: Severity) -> list[str]:
    """The sentences on a part; each of them has a mend."""
    findings = [one for one in examine() if (one.part, one.severity) == (part, severity)]
    assert all(one.mend for one in findings)
    return [one.sentence for one in findings]


def looks(part: str) -> list[str]:
    return found(part, Severity.LOOK)


def broken(part: str) -> list[str]:
    return found(part, Severity.BROKEN)


@contextmanager
def listening() -> Iterator[int]:
    """A mail server that greets and takes leave."""
    with closing(socket.create_server(("127.0.0.1", 0))) as door:

        def serve() -> None:
            try:
                while True:
                    guest, _address = door.accept()
                    with guest, guest.makefile("rwb") as wire:
                        wire.write(b"220 here\r\n")
                        wire.flush()
                        for line in wire:
                            wire.write(
                                b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 fine\r\n"
                            )
                            wire.flush()
            except OSError:
                return

        threading.Thread(target=serve, daemon=True).start()
        yield door.getsockname()[1]


def silent(label: str, done: int, total: int | None) -> None:
    """Nobody watches."""


def restored(file: Path, **wish: object) -> Restored:
    return restore(Wish(file, **wish), silent)  # type: ignore[arg-type]
