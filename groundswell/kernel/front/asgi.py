"""The words of ASGI 3, as the front speaks them."""

from collections.abc import Awaitable, Callable
from typing import Any

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


class Gone(Exception):
    """The client has left before its answer."""


async def departure(receive: Receive) -> None:
    """Wait until the client leaves; what is left of its request is passed over."""
    while (await receive())["type"] != "http.disconnect":
        pass


def header(scope: Scope, name: bytes) -> bytes:
    """The value of a header, its repetitions joined; names are small letters in ASGI."""
    return b",".join(value for each, value in scope["headers"] if each == name)
