"""The ASGI application in front of Django: who comes, how much they may bring, and who answers."""

from collections.abc import Callable
from typing import Any, Protocol

import structlog

from groundswell.kernel.front.asgi import Gone, Receive, Scope, Send
from groundswell.kernel.front.bodies import TooLarge, TooSlow, taken
from groundswell.kernel.front.environ import environ_of
from groundswell.kernel.front.limits import Limits
from groundswell.kernel.front.pages import Answer, Application, called, sent
from groundswell.kernel.front.refusals import refuse
from groundswell.kernel.front.threads import Busy, Threads

_STREAMS = "/live/"
_STATUS = {TooLarge: 413, TooSlow: 408, Busy: 503}
_log = structlog.get_logger("groundswell.front")


class Streams(Protocol):
    """What answers under /live/, on the loop and for as long as it likes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send, /) -> None: ...

    async def open_all(self) -> None:
        """The process begins to serve."""

    def end_all(self) -> None:
        """The process is to end: let no stream keep it."""


class Front:
    """Streams on the loop, pages on threads."""

    def __init__(
        self, pages: Application, streams: Streams | None = None, *, limits: Limits | None = None
    ) -> None:
        self.pages = pages
        self.streams = streams
        self.limits = limits or Limits()
        self.threads = Threads(self.limits.threads, self.limits.waiting)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "http" if self.streams is not None and scope["path"].startswith(_STREAMS):
                await self.streams(scope, receive, send)
            case "http":
                await self._page(scope, receive, send)
            case "lifespan":
                await self._live(receive, send)

    def end(self) -> None:
        """The process has been told to end; pages in hand are finished, streams are not."""
        if self.streams is not None:
            self.streams.end_all()

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = await self._asked(scope, receive)
        except Gone:
            return
        except (TooLarge, TooSlow, Busy) as matter:
            await refuse(send, _STATUS[type(matter)])
        except Exception:  # noqa: BLE001 - whatever it is, the client is told calmly
            _log.exception("a page broke the front")
            await refuse(send, 500)
        else:
            await sent(answer, method=scope["method"], receive=receive, send=send)

    async def _asked(self, scope: Scope, receive: Receive) -> Answer:
        body, size = await taken(scope, receive, self.limits)
        try:
            environ = environ_of(scope, body, size)
            return await self.threads.run(self._call(environ), receive)
        finally:
            body.close()

    def _call(self, environ: dict[str, Any]) -> Callable[[], Answer]:
        return lambda: called(self.pages, environ)

    async def _live(self, receive: Receive, send: Send) -> None:
        """The process's own life, as the server tells it."""
        await receive()
        self.threads.open()
        if self.streams is not None:
            await self.streams.open_all()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.threads.close()
        await send({"type": "lifespan.shutdown.complete"})
