"""One page process: uvicorn with the front, which ends when told to or when its parent has gone."""

import asyncio
import resource
import socket
import time
from contextlib import suppress
from types import FrameType
from typing import Any

import structlog
from uvicorn import Config, Server

from groundswell.kernel.front.application import STREAMS, Front
from groundswell.kernel.front.connections import Connection

LAST_SECONDS = 3
# As long as a request may take to come, and a little more. Whoever has said nothing yet is dropped before.
_LONGEST_LEAVE = 30
_A_MOMENT = 0.1
_CLOSE = (b"connection", b"close")
_FEW_FILES, _MANY_FILES = 4096, 65_536
_log = structlog.get_logger("groundswell.front")


class PageServer(Server):
    """uvicorn's server does not end while streams are open: this one ends them first."""

    def __init__(self, front: Front, parent: socket.socket | None = None) -> None:
        super().__init__(
            Config(
                front,
                loop="uvloop",
                http=Connection,
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=LAST_SECONDS,
            )
        )
        self.front = front
        self.parent = parent
        self._leaving: asyncio.Future[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.parent is not None:
            asyncio.get_running_loop().add_reader(self.parent, self._hear_parent, self.parent)
            with suppress(OSError):  # a parent that has gone is heard next; who asks meanwhile is answered
                self.parent.send(b".")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.front.end()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The second signal is no reason for haste: three seconds are short enough."""
        del sig, frame
        self.should_exit = True

    def _hear_parent(self, parent: socket.socket) -> None:
        """A parent says one word, that we should leave; or its end is heard."""
        word = b""
        with suppress(OSError):
            word = parent.recv(1)
        if word:
            self._leaving = asyncio.ensure_future(self._leave())
        else:
            self.should_exit = True
            asyncio.get_running_loop().remove_reader(parent)

    async def _leave(self) -> None:
        """Take nobody new, and end when nobody's question can be on its way: none is left without an answer.

        Whoever has a connection is answered on it once more, and told that it was the last time.
        """
        for server in self.servers:
            server.close()
        self.config.encoded_headers.append(_CLOSE)
        self.server_state.default_headers.append(_CLOSE)
        until = time.monotonic() + _LONGEST_LEAVE
        await asyncio.sleep(_A_MOMENT)  # whom the system has handed over already is let in
        while time.monotonic() < until and any(map(_is_awaited, self.server_state.connections)):  # noqa: ASYNC110 - uvicorn tells nobody
            await asyncio.sleep(_A_MOMENT)
        self.should_exit = True


def _is_awaited(connection: Any) -> bool:  # noqa: ANN401 - one of uvicorn's protocols
    """Whether a question may still come in on it, or one is being answered; a stream is no reason to stay."""
    cycle = connection.cycle
    return cycle is None or cycle.response_complete or not cycle.scope["path"].startswith(STREAMS)


def serve(front: Front, sockets: list[socket.socket], parent: socket.socket | None = None) -> None:
    """Serve until told to end."""
    raise_open_files()
    PageServer(front, parent).run(sockets)


def raise_open_files() -> int:
    """Every reader of a stream is an open file: allow as many as we may, and say if they are few."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MANY_FILES if hard == resource.RLIM_INFINITY else min(hard, _MANY_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    if wanted < _FEW_FILES:
        _log.warning("few open files are allowed", limit=wanted, wanted=_FEW_FILES)
    return wanted
