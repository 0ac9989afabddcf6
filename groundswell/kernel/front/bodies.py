"""A request's body, taken whole before anybody works on it, and neither too much of it nor too slowly."""

import asyncio
from io import BytesIO
from typing import IO

from groundswell.kernel.front.asgi import Gone, Receive, Scope, header
from groundswell.kernel.front.limits import Limits
from groundswell.kernel.front.spool import Spool

# So many times the largest body is still read, and thrown away: a browser that is cut off while it sends
# shows its own words instead of ours.
_STILL_HEARD = 8


class TooLarge(Exception):
    """The body is larger than the front takes."""


class TooSlow(Exception):
    """The body comes so slowly that it is not waited for."""


async def taken(scope: Scope, receive: Receive, limits: Limits) -> tuple[IO[bytes], int]:
    """The body and its size; raises TooLarge, TooSlow or Gone."""
    declared = _declared(scope)
    if declared == 0:
        return BytesIO(), 0
    if declared > limits.largest_body and header(scope, b"expect"):
        raise TooLarge  # it asks before it sends
    spool = Spool(limits.kept_in_memory)
    try:
        async with asyncio.timeout(limits.patience) as limit:
            await _hear(spool, receive, limits=limits, limit=limit)
    except TimeoutError:
        spool.close()
        raise TooSlow from None
    except BaseException:
        spool.close()
        raise
    return spool.file(), spool.size


async def _hear(spool: Spool, receive: Receive, *, limits: Limits, limit: asyncio.Timeout) -> None:
    began = asyncio.get_running_loop().time()
    heard, more = 0, True
    while more and heard <= limits.largest_body * _STILL_HEARD:
        chunk, more = await _next(receive)
        heard += len(chunk)
        if heard <= limits.largest_body:
            spool.add(chunk)
        limit.reschedule(began + limits.patience + heard / limits.slowest)
    if heard > limits.largest_body:
        raise TooLarge


def _declared(scope: Scope) -> int:
    """What the head says, to which the server holds the client; -1 where it comes in chunks."""
    size = 0
    for name, value in scope["headers"]:
        if name == b"transfer-encoding":
            return -1
        if name == b"content-length":
            size = int(value) if value.isdigit() else -1
    return size


async def _next(receive: Receive) -> tuple[bytes, bool]:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Gone
    return message.get("body", b""), message.get("more_body", False)
