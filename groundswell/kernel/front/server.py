"""One page process: uvicorn with the front, which ends when told to or when its parent has gone."""

import asyncio
import resource
import socket
from contextlib import suppress
from types import FrameType

import structlog
from uvicorn import Config, Server

from groundswell.kernel.front.application import Front
from groundswell.kernel.front.connections import Connection

LAST_SECONDS = 3
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

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.parent is not None:
            asyncio.get_running_loop().add_reader(self.parent, self._hear_parent)
            with suppress(OSError):  # a parent that has gone is heard next; who asks meanwhile is answered
                self.parent.send(b".")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.front.end()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The second signal is no reason for haste: three seconds are short enough."""
        del sig, frame
        self.should_exit = True

    def _hear_parent(self) -> None:
        """A parent says nothing: what can be read is its end."""
        self.should_exit = True
        if self.parent is not None:
            asyncio.get_running_loop().remove_reader(self.parent)


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
