"""Small applications for the front to stand before."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from groundswell.kernel.front import Front, Limits, marks
from groundswell.kernel.front.asgi import Receive, Scope, Send
from groundswell.kernel.front.tests.asking import Answered, Running
from groundswell.kernel.front.versions import Version

LONG = "x" * 400
SMALL = Limits(largest_body=1000, kept_in_memory=100, patience=0.2, slowest=1_000_000, threads=1, waiting=1)


def asked_with(application: Any, limits: Limits = SMALL, **asked: Any) -> Answered:
    with Running(Front(application, limits=limits)) as running:
        return running.ask(**asked)


class Echo:
    """Keeps what it heard, and answers what it is told to."""

    def __init__(self, parts: Any = (b"fine",), headers: Iterable[tuple[str, str]] = ()) -> None:
        self.parts = parts
        self.headers = [("Content-Type", "text/plain"), *headers]
        self.heard: dict[str, Any] = {}
        self.body = b""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.heard = environ
        self.body = environ["wsgi.input"].read()
        start_response("200 OK", self.headers)
        parts: Iterable[bytes] = self.parts(environ) if callable(self.parts) else self.parts
        return parts


class Gate:
    """Keeps whoever asks until it is opened."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.came = 0

    def __call__(self, _environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        self.came += 1
        assert self.open.wait(30)
        start_response("200 OK", [])
        return [b"fine"]


class Toy:
    """Streams as the live updates are."""

    def __init__(self) -> None:
        self.life: list[str] = []

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["path"].encode()})

    async def open_all(self) -> None:
        self.life.append("open")

    def end_all(self) -> None:
        self.life.append("end")


class Told:
    """The version of a database that stands still until a test moves it."""

    def __init__(self) -> None:
        self.version: Version | None = (1,)

    async def open(self) -> None: ...

    async def read(self) -> Version | None:
        return self.version

    def close(self) -> None: ...


class Pages:
    """Each answer is another, so that a copy is known by its number. `/own/` is not for everybody."""

    def __init__(self) -> None:
        self.made = 0
        self.heard: list[dict[str, Any]] = []
        self.headers: list[tuple[str, str]] = [
            ("Vary", "Accept-Language, Cookie"),
            ("X-Request-Id", "of-one"),
        ]
        self.status = "200 OK"
        self.while_making: Callable[[], None] = lambda: None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        self.made += 1
        self.heard.append(dict(environ))
        self.while_making()
        if not environ["PATH_INFO"].startswith("/own/"):
            marks.mark(environ)
        start_response(self.status, [("Content-Type", "text/html; charset=utf-8"), *self.headers])
        return [f"{self.made} {environ.get('HTTP_ACCEPT_LANGUAGE', '')} {LONG}".encode()]
