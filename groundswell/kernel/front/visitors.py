"""Whole pages for visitors, kept in front of Django and never stale.

A page is made from what its key says and from nothing else: host, scheme, path, query and language. Whatever
else a visitor's browser sends is left out before Django sees it. A page is kept under the version of the
database that was read *before* it was made, and given out only while that version stands.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings

from groundswell.kernel.front import marks
from groundswell.kernel.front.asgi import Message, Scope, Send
from groundswell.kernel.front.copies import Kept, coding_of
from groundswell.kernel.front.environ import path_of
from groundswell.kernel.front.languages import language_of
from groundswell.kernel.front.pages import Answer
from groundswell.kernel.front.shelves import Shelves
from groundswell.kernel.front.versions import Version, Versions

_OK = 200
_LONGEST = 60.0  # seconds: pages say how long ago something was
_LARGEST = 512 * 2**10
_ROOM = 16 * 2**20
_REPORT_EVERY = 60.0
_LONGEST_TARGET = 1000
# As far as Django reads what languages are wished for. What is made of a wish is remembered with it.
_WISHES, _LONGEST_WISH = (b"accept-encoding", b"accept-language"), 500
# Whoever sends one of these wants something else than a whole page, or one of their own.
_OTHERS = frozenset(
    [
        *(b"authorization", b"content-length", b"expect", b"range", b"transfer-encoding", b"upgrade"),
        *(b"hx-request", b"hx-request-type", b"hx-target"),
    ]
)
# What the one request that makes the page may still tell Django, which shows none of it.
_PASSED_ON = frozenset(
    [b"host", b"accept-encoding", b"x-forwarded-for", b"x-forwarded-proto", b"x-request-id"]
)
_VARYING = {"accept-encoding", "accept-language", "cookie", "hx-request-type", "hx-target"}
_NOTHING: Message = {"type": "http.response.body"}
_log = structlog.get_logger("groundswell.front")


@dataclass(slots=True)
class Question:
    """What a visitor asks for. `may_stay` unless the address may be one of endlessly many."""

    key: tuple[bytes | str, ...]
    scope: Scope
    headers: dict[bytes, bytes]
    language: str
    may_stay: bool

    @property
    def coding(self) -> bytes:
        return coding_of(self.headers.get(b"accept-encoding", b""))

    def bare(self) -> Scope:
        """The request with no more than the page may depend on."""
        headers = [(name, value) for name, value in self.headers.items() if name in _PASSED_ON]
        if self.language:
            headers.append((b"accept-language", self.language.encode()))
        return {**self.scope, "method": "GET", "headers": headers}


Call = Callable[[Question], Awaitable[tuple[Answer, Kept | None]]]


class Visitors:
    """The kept pages of this process."""

    def __init__(
        self, versions: Versions, *, room: int = _ROOM, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.versions = versions
        self.given = self.made = 0
        self._shelves: Shelves[Kept] = Shelves(room)
        self._now = now
        self._version: Version | None = None
        self._making: dict[tuple[bytes | str, ...], asyncio.Future[Kept | None]] = {}
        self._report_due = now() + _REPORT_EVERY
        names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
        self._cookies = [name.encode() for name in names]
        self._static = settings.STATIC_URL.encode()
        self._host = urlsplit(settings.ORIGIN).netloc.encode()
        self._language = lru_cache(512)(language_of)

    async def open(self) -> None:
        await self.versions.open()

    def close(self) -> None:
        self.versions.close()

    def question(self, scope: Scope) -> Question | None:
        """What this request asks of the kept pages; None where they have nothing to say."""
        headers = dict(scope["headers"])
        path, query = scope["raw_path"], scope["query_string"]
        if (
            scope["method"] not in {"GET", "HEAD"}
            or len(headers) != len(scope["headers"])  # something stands twice
            or not _OTHERS.isdisjoint(headers)
            or path.startswith(self._static)
            or len(path) + len(query) > _LONGEST_TARGET
            or any(len(headers.get(name, b"")) > _LONGEST_WISH for name in _WISHES)
            or self._is_member(headers.get(b"cookie"))
        ):
            return None
        host, language = headers.get(b"host", b""), self._language(headers.get(b"accept-language", b""))
        # The path as Django reads it: `/%74/` is `/t/`.
        plain = path_of(scope) if b"%" in path else path.decode("latin-1")
        key = (host, _scheme(headers), plain, query, language)
        return Question(key, scope, headers, language, may_stay=not query and host == self._host)

    async def page(self, question: Question, call: Call) -> Kept | Answer | None:
        """The page, kept or made now; None where nothing can be kept, as the version cannot be told."""
        version = await self.versions.read()
        if version is None:
            return None
        found = self._found(question, version)
        if found is None and (other := self._making.get(question.key)) is not None:
            found = await asyncio.shield(other)  # made at this version for somebody who came before
        if found is not None:
            self.given += 1
            return found
        self.made += 1
        return await self._make(question, call)

    async def _make(self, question: Question, call: Call) -> Kept | Answer:
        making, version = self._making, self._version
        promise = making.setdefault(question.key, asyncio.get_running_loop().create_future())
        kept: Kept | None = None
        try:
            answer, kept = await call(question)
        finally:
            if making.get(question.key) is promise:
                del making[question.key]
            if not promise.done():
                promise.set_result(kept)
        if kept is not None and version == self._version:
            self._shelves.put(question.key, kept)
        return kept or answer

    def keeping(self, question: Question, answer: Answer, environ: dict[str, Any]) -> Kept | None:
        """The answer as a page to keep, packed as it was asked for; None if it is not for everybody."""
        if not (marks.is_marked(environ) and _is_plain(answer)):
            return None
        kept = Kept(answer.headers, answer.body, self._now() + _LONGEST)
        kept.copy(question.coding)
        return kept

    async def send(self, kept: Kept, question: Question, send: Send) -> None:
        """The page, or that the client has it already."""
        coding = question.coding
        is_new_coding = not kept.has(coding)
        copy = kept.copy(coding)
        if is_new_coding:
            self._shelves.grown(question.key, kept)
        known = question.headers.get(b"if-none-match")
        if known is not None and copy.is_known(known):
            await send(copy.not_modified)
            await send(_NOTHING)
        else:
            await send(copy.head)
            await send(_NOTHING if question.scope["method"] == "HEAD" else copy.body)

    def _found(self, question: Question, version: Version) -> Kept | None:
        """The page, if it was made at this version and not long ago."""
        now = self._now()
        if now >= self._report_due:
            self._report(now)
        if version != self._version:
            self._shelves.clear()
            self._version, self._making = version, {}
            return None
        found = self._shelves.get(question.key, may_stay=question.may_stay)
        return found if found is not None and now < found.until else None

    def _is_member(self, cookie: bytes | None) -> bool:
        """Whether one of our cookies may be among these: rather once too often than once too seldom."""
        return cookie is not None and any(name in cookie for name in self._cookies)

    def _report(self, now: float) -> None:
        """One line for many: a line each would cost more than the pages do."""
        if self.given:
            _log.info("visitors", given=self.given, made=self.made)
        self.given = self.made = 0
        self._report_due = now + _REPORT_EVERY


def _is_plain(answer: Answer) -> bool:
    """Whether an answer can be sent to others as it is."""
    varying = {each.strip().lower() for each in answer.header(b"vary").decode("latin-1").split(",")}
    return (
        answer.status == _OK
        and answer.rest is None
        and len(answer.body) <= _LARGEST
        and not answer.header(b"set-cookie")
        and not answer.header(b"content-encoding")
        and varying <= _VARYING | {""}
    )


def _scheme(headers: dict[bytes, bytes]) -> bytes:
    """As Django reads it from our proxy, where it does."""
    if settings.SECURE_PROXY_SSL_HEADER is None:
        return b""
    told = headers.get(b"x-forwarded-proto", b"").split(b",", 1)[0].strip()
    return b"https" if told == b"https" else b""
