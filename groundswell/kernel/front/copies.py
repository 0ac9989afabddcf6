"""One kept page in each coding it was asked for, ready to be sent."""

import gzip
import hashlib
from functools import lru_cache

import brotli

from groundswell.kernel.front.asgi import Headers, Message

_LEAST_WORTH = 200
_BROTLI_QUALITY = 5
_GZIP_LEVEL = 6
# Of one answer and not of the page, or made anew with every copy.
_NOT_KEPT = {b"content-length", b"connection", b"date", b"etag", b"x-request-id"}
_IN_304 = {b"cache-control", b"content-location", b"expires", b"vary"}
_OVERHEAD = 2000


class Copy:
    """A page in one coding, as the messages that send it: the same each time, so nobody changes them."""

    __slots__ = ("body", "etag", "head", "not_modified")

    def __init__(self, headers: Headers, body: bytes, *, etag: bytes, coding: bytes) -> None:
        self.etag = etag
        said = [*headers, (b"etag", etag)]
        if coding:
            said.append((b"content-encoding", coding))
        length = (b"content-length", b"%d" % len(body))
        self.head: Message = {"type": "http.response.start", "status": 200, "headers": [*said, length]}
        self.body: Message = {"type": "http.response.body", "body": body}
        few = [(name, value) for name, value in said if name in _IN_304 or name == b"etag"]
        self.not_modified: Message = {"type": "http.response.start", "status": 304, "headers": few}

    def is_known(self, none_match: bytes) -> bool:
        """Whether the client's copy is this one; a proxy that packs it anew calls its own copy weak (W/)."""
        if none_match == self.etag:
            return True
        return any(each.strip().removeprefix(b"W/") in {self.etag, b"*"} for each in none_match.split(b","))


class Kept:
    """A page and its copies."""

    __slots__ = ("_copies", "_digest", "body", "headers", "until")

    def __init__(self, headers: Headers, body: bytes, until: float) -> None:
        self.headers = [(name, value) for name, value in headers if name not in _NOT_KEPT]
        self.body = body
        self.until = until
        self._digest = hashlib.blake2b(body, digest_size=12).hexdigest().encode()
        self._copies: dict[bytes, Copy] = {}

    @property
    def size(self) -> int:
        return _OVERHEAD + len(self.body) + sum(len(copy.body["body"]) for copy in self._copies.values())

    def has(self, coding: bytes) -> bool:
        return coding in self._copies

    def copy(self, coding: bytes) -> Copy:
        """The page in this coding, packed at the first asking. Each coding has a tag of its own."""
        found = self._copies.get(coding)
        if found is None:
            packed = _packed(self.body, coding)
            tag = b'"%s%s"' % (self._digest, coding and b"-" + coding)
            found = self._copies[coding] = Copy(
                self.headers, packed, etag=tag, coding=coding if packed is not self.body else b""
            )
        return found


def _packed(body: bytes, coding: bytes) -> bytes:
    """Visitors' pages hold no secret, so that their length gives none away (BREACH)."""
    if len(body) < _LEAST_WORTH or not coding:
        return body
    if coding == b"br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY))
    return gzip.compress(body, _GZIP_LEVEL, mtime=0)


@lru_cache(maxsize=256)
def coding_of(accepted: bytes) -> bytes:
    """The best coding that the client takes: br, gzip or none."""
    taken = {}
    for each in accepted.lower().split(b","):
        name, _semicolon, quality = each.replace(b" ", b"").partition(b";")
        taken[name] = quality not in {b"q=0", b"q=0.0", b"q=0.00", b"q=0.000"}
    return next((coding for coding in (b"br", b"gzip") if taken.get(coding)), b"")
