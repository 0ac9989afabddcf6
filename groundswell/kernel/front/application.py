"""The ASGI application in front of Django: who comes, how much they may bring, and who answers."""

from functools import partial
from io import BytesIO
from typing import Any, Protocol

import structlog

from groundswell.kernel.front import marks
from groundswell.kernel.front.asgi import Gone, Receive, Scope, Send
from groundswell.kernel.front.bodies import TooLarge, TooSlow, taken
from groundswell.kernel.front.copies import Kept
from groundswell.kernel.front.environ import environ_of
from groundswell.kernel.front.limits import Limits
from groundswell.kernel.front.pages import Answer, Application, called, sent
from groundswell.kernel.front.refusals import refusal, refuse
from groundswell.kernel.front.threads import Busy, Threads
from groundswell.kernel.front.visitors import Question, Visitors
from groundswell.kernel.trouble import Trouble, trouble_of

STREAMS = "/live/"
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
    """Streams on the loop, pages on threads, and visitors' pages from memory where they are kept."""

    def __init__(
        self,
        pages: Application,
        streams: Streams | None = None,
        *,
        visitors: Visitors | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.pages = pages
        self.streams = streams
        self.visitors = visitors
        self.limits = limits or Limits()
        self.threads = Threads(self.limits.threads, self.limits.waiting)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "http" if self.streams is not None and scope["path"].startswith(STREAMS):
                await self.streams(scope, receive, send)
            case "http":
                await self._answer(scope, receive, send)
            case "lifespan":
                await self._live(receive, send)

    def end(self) -> None:
        """The process has been told to end; pages in hand are finished, streams are not."""
        if self.streams is not None:
            self.streams.end_all()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if not await self._from_kept(scope, receive, send):
                answer = await self._page(scope, receive)
                await sent(answer, method=scope["method"], receive=receive, send=send)
        except Gone:
            return
        except (TooLarge, TooSlow, Busy) as matter:
            await refuse(scope, send, _STATUS[type(matter)])
        except OSError as matter:
            if trouble_of(matter) != Trouble.FULL:
                raise
            await refuse(scope, send, 507)  # nothing has been sent: there was no room for what was brought

    async def _from_kept(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Answer a visitor's question, if it is one; true if that is done."""
        visitors = self.visitors
        if visitors is None or (question := visitors.question(scope)) is None:
            return False
        page = await visitors.page(question, partial(self._make, visitors, receive))
        if page is None:
            return False
        if isinstance(page, Answer):
            await sent(page, method=scope["method"], receive=receive, send=send)
        else:
            await visitors.send(page, question, send)
        return True

    async def _make(
        self, visitors: Visitors, receive: Receive, question: Question
    ) -> tuple[Answer, Kept | None]:
        environ = environ_of(question.bare(), BytesIO(), 0)
        marks.ask(environ)

        def make() -> tuple[Answer, Kept | None]:
            answer = self._called(environ)
            return answer, visitors.keeping(question, answer, environ)

        return await self.threads.run(make, receive)

    async def _page(self, scope: Scope, receive: Receive) -> Answer:
        body, size = await taken(scope, receive, self.limits)
        with body:
            return await self.threads.run(partial(self._called, environ_of(scope, body, size)), receive)

    def _called(self, environ: dict[str, Any]) -> Answer:
        """On a thread: the application's answer, and where it breaks a calm page."""
        try:
            return called(self.pages, environ)
        except Exception as trouble:  # noqa: BLE001 - whatever it is, the client is told calmly
            _log.exception("a page broke the front")
            status = 507 if trouble_of(trouble) == Trouble.FULL else 500
            return refusal(status, environ.get("HTTP_ACCEPT_LANGUAGE", "").encode("latin-1"))

    async def _live(self, receive: Receive, send: Send) -> None:
        """The process's own life, as the server tells it."""
        await receive()
        self.threads.open()
        if self.visitors is not None:
            await self.visitors.open()
        if self.streams is not None:
            await self.streams.open_all()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if self.visitors is not None:
            self.visitors.close()
        self.threads.close()
        await send({"type": "lifespan.shutdown.complete"})
