"""A mail server that takes every letter and delivers none: what left the community can be read here."""

import email
import re
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from email.policy import default
from typing import cast

_CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b|\b[A-Z0-9]{3,4}-[A-Z0-9]{3,4}\b")
_PATIENCE = 15


class Letterbox(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as it takes to be handed a letter."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), _Postman)
        self.letters: list[Message] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def newest_to(self, address: str) -> str:
        """The text of the last letter to an address, as soon as there is one."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            found = [letter for letter in list(self.letters) if letter["To"] == address]
            if found:
                return str(found[-1].get_payload(decode=False))
            time.sleep(0.05)
        raise AssertionError(f"No letter to {address} came within {_PATIENCE} seconds.")

    def code_to(self, address: str) -> str:
        """The code in that letter."""
        found = _CODE.search(self.newest_to(address))
        assert found
        return found[0]


class _Postman(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 letterbox")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"QUIT":
                self._say("221 bye")
                return
            self._say("354 go on" if word == b"DATA" else "250 ok")
            if word == b"DATA":
                self._take()

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        cast("Letterbox", self.server).letters.append(
            email.message_from_bytes(b"".join(lines), policy=default)
        )
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def letterbox() -> Iterator[Letterbox]:
    with Letterbox() as box:
        threading.Thread(target=box.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield box
        box.shutdown()
