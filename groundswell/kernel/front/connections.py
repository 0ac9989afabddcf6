"""One client's connection: whoever keeps us waiting, by sending or by reading slowly, is dropped."""

from asyncio import TimerHandle, Transport
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_HEAD_SECONDS = 20
_UNREAD_SECONDS = 30
_LARGEST_HEAD = 64 * 2**10


class Connection(HttpToolsProtocol):
    """uvicorn's own, which waits for a request's head and for a reader as long as it takes.

    Timers are set only where something is late: a head that comes in one piece costs none.
    """

    head_seconds: float = _HEAD_SECONDS
    unread_seconds: float = _UNREAD_SECONDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._late: TimerHandle | None = None
        self._unread: TimerHandle | None = None
        self._beside = 0  # bytes since a request began, or since the last piece of its body
        self._in_head = True

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._late = self.loop.call_later(self.head_seconds, self._drop)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        for timer in (self._late, self._unread):
            if timer is not None:
                timer.cancel()

    def data_received(self, data: bytes) -> None:
        self._beside += len(data)
        super().data_received(data)
        if self._beside > _LARGEST_HEAD:
            self._drop()
        elif self._in_head or self._is_at_rest():
            self._wait_for_head()
        elif self._late is not None:
            self._late.cancel()
            self._late = None

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head, self._beside = True, 0

    def on_header(self, name: bytes, value: bytes) -> None:
        """What follows a body is none of its headers (RFC 9110, 6.5.1): no proxy of ours has looked at it."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._in_head = False

    def on_body(self, body: bytes) -> None:
        super().on_body(body)
        self._beside = 0

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._drop_unread()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._drop_unread()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self.loop.call_later(self.unread_seconds, self._drop)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _is_at_rest(self) -> bool:
        """Whether all has been answered: what is said now is no request yet, or a body that nobody awaits."""
        return self.cycle.response_complete

    def _wait_for_head(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(self.head_seconds, self._drop)

    def _drop_unread(self) -> None:
        """A connection that closes waits for its last bytes to be read; not for ever."""
        if self.transport.is_closing() and self.transport.get_write_buffer_size():
            self._unread = self.loop.call_later(self.unread_seconds, self._drop)

    def _drop(self) -> None:
        self.transport.abort()
