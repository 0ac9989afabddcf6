"""A page process whose streams never end by themselves, in place of `groundswell.config.pages`."""

import asyncio
import socket
import sys

from groundswell.config.asgi import application
from groundswell.kernel.front.asgi import Receive, Scope, Send
from groundswell.kernel.front.server import serve


class Ticking:
    """Says one word to whoever comes, and holds them until all are ended."""

    def __init__(self) -> None:
        self.ended: asyncio.Event | None = None

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        assert self.ended is not None
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"data: here\n\n", "more_body": True})
        await self.ended.wait()
        await send({"type": "http.response.body"})

    async def open_all(self) -> None:
        self.ended = asyncio.Event()

    def end_all(self) -> None:
        assert self.ended is not None
        self.ended.set()


if __name__ == "__main__":
    application.streams = Ticking()
    parent, *listeners = map(int, sys.argv[1:])
    serve(application, [socket.socket(fileno=each) for each in listeners], socket.socket(fileno=parent))
