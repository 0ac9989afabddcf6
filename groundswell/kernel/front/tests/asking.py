"""A front that runs in a loop of its own, asked as a server asks it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote

from groundswell.kernel.front import Front
from groundswell.kernel.front.asgi import Message, Scope

_PATIENCE = 60


@dataclass(slots=True)
class Answered:
    """All that was sent, until the end or until the front gave up."""

    messages: list[Message] = field(default_factory=list)

    @property
    def status(self) -> int:
        status: int = self.messages[0]["status"]
        return status

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode("latin-1") for name, value in self.messages[0]["headers"]}

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])

    @property
    def text(self) -> str:
        return self.body.decode()


def scope_of(method: str, target: str, headers: dict[str, str] | None = None, **more: Any) -> Scope:
    """As uvicorn makes it. Headers are given in order; a list of pairs gives the same one twice."""
    path, _mark, query = target.partition("?")
    pairs = {"host": "localhost:8000", **(headers or {})}.items()
    scope = {
        "type": "http",
        "method": method,
        "http_version": "1.1",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in pairs],
        "client": ("192.0.2.1", 50_000),
        "server": ("127.0.0.1", 8000),
    }
    return {**scope, **more}


class Running:
    """The front's life from its start to its end, in another thread."""

    def __init__(self, front: Front) -> None:
        self.front = front
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever)

    def __enter__(self) -> Self:
        self._thread.start()
        self._life = _lifespan(self.front)
        self.do(self._life.__aenter__())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.do(self._life.__aexit__(None, None, None))
        self.do(self.loop.shutdown_default_executor())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    def do(self, what: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(_PATIENCE)

    def ask(
        self, target: str = "/", *, method: str = "GET", body: Iterable[bytes] = (), **more: Any
    ) -> Answered:
        return self.do(answered(self.front, scope_of(method, target, **more), body))  # type: ignore[no-any-return]

    def get(self, target: str, **headers: str) -> Answered:
        """GET with these headers, `accept_language="de"`."""
        return self.ask(target, headers={name.replace("_", "-"): value for name, value in headers.items()})


async def answered(
    front: Front, scope: Scope, body: Iterable[bytes] = (), *, leaves: bool = False
) -> Answered:
    """Send the chunks, then wait; or leave as soon as they are sent."""
    said = Answered()
    chunks = [bytes(chunk) for chunk in body] or [b""]
    incoming: list[Message] = [
        {"type": "http.request", "body": chunk, "more_body": number < len(chunks)}
        for number, chunk in enumerate(chunks, start=1)
    ]

    async def receive() -> Message:
        if incoming:
            return incoming.pop(0)
        if not leaves:
            await asyncio.sleep(_PATIENCE)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        said.messages.append(message)

    await front(scope, receive, send)
    return said


@asynccontextmanager
async def _lifespan(front: Front) -> AsyncIterator[None]:
    heard: asyncio.Queue[Message] = asyncio.Queue()
    said: asyncio.Queue[Message] = asyncio.Queue()
    life = asyncio.ensure_future(front({"type": "lifespan"}, heard.get, said.put))
    await heard.put({"type": "lifespan.startup"})
    assert (await said.get())["type"] == "lifespan.startup.complete"
    yield
    await heard.put({"type": "lifespan.shutdown"})
    assert (await said.get())["type"] == "lifespan.shutdown.complete"
    await life
