"""A WSGI application called on a thread, and its answer sent from the loop.

The answer is taken whole, a large one into a file, so that a slow reader never holds a thread.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, Any
from wsgiref.util import FileWrapper

from groundswell.kernel.front.asgi import Headers, Receive, Send, departure
from groundswell.kernel.front.spool import Spool

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_IN_MEMORY = 2**20
_AT_ONCE = 64 * 2**10
_WITHOUT_BODY = {204, 304}


@dataclass(slots=True)
class Answer:
    """What the application said. `rest` is what did not go into memory."""

    status: int
    headers: Headers
    body: bytes
    rest: IO[bytes] | None = None

    def header(self, name: bytes) -> bytes:
        return b",".join(value for each, value in self.headers if each == name)


def called(application: Application, environ: dict[str, Any]) -> Answer:
    """Call the application and take all that it answers."""
    said: list[Any] = []
    spool = Spool(_IN_MEMORY)

    def start_response(status: str, headers: list[tuple[str, str]], trouble: Any = None) -> Any:  # noqa: ANN401
        del trouble  # nothing has been sent yet, so another beginning is always in time
        said[:] = [status, headers]
        return spool.add

    parts = application(environ, start_response)
    if isinstance(parts, FileWrapper):
        body, rest = _of_file(parts)
    else:
        body, rest = _of_parts(parts, spool), None
        if len(body) < spool.size:
            rest = spool.file()
    return Answer(int(said[0][:3]), _headers(said[1]), body, rest)


def _of_file(parts: FileWrapper) -> tuple[bytes, IO[bytes] | None]:
    """A small file whole; of a large one nothing yet."""
    file: Any = parts.filelike
    first = file.read(_IN_MEMORY)
    if len(first) == _IN_MEMORY:
        return first, file
    parts.close()
    return first, None


def _of_parts(parts: Iterable[bytes], spool: Spool) -> bytes:
    """All parts in one, or nothing where they are so many that the spool has put them into a file."""
    try:
        for part in parts:
            spool.add(part)
    finally:
        if (close := getattr(parts, "close", None)) is not None:
            close()
    return spool.file().read() if spool.size <= _IN_MEMORY else b""


def _headers(headers: list[tuple[str, str]]) -> Headers:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]


async def sent(answer: Answer, *, method: str, receive: Receive, send: Send) -> None:
    """Send the answer; of one to HEAD the head alone."""
    headers = answer.headers
    if answer.rest is None and answer.status not in _WITHOUT_BODY and not answer.header(b"content-length"):
        headers = [*headers, (b"content-length", b"%d" % len(answer.body))]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if method == "HEAD" or answer.status in _WITHOUT_BODY:
        if answer.rest is not None:
            answer.rest.close()
        await send({"type": "http.response.body"})
    elif answer.rest is None:
        await send({"type": "http.response.body", "body": answer.body})
    else:
        await _sent_in_parts(answer.body, answer.rest, receive=receive, send=send)


async def _sent_in_parts(first: bytes, rest: IO[bytes], *, receive: Receive, send: Send) -> None:
    """Read the file no faster than the client takes it, and no further than until it leaves."""
    loop = asyncio.get_running_loop()
    gone = asyncio.ensure_future(departure(receive))
    try:
        part = first or await loop.run_in_executor(None, rest.read, _AT_ONCE)
        while part and not gone.done():
            await send({"type": "http.response.body", "body": part, "more_body": True})
            part = await loop.run_in_executor(None, rest.read, _AT_ONCE)
        await send({"type": "http.response.body"})
    finally:
        gone.cancel()
        rest.close()
