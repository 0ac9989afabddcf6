"""Browsers, one a role, that note everything an answer tells and everything that it wrote."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Any, Final
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.template.loader import get_template
from django.test import Client

from groundswell.kernel import epoch, http
from groundswell.kernel.limits import Tally
from tests.leaks.world import Role, World

_WRITES: Final = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)|\s*(SAVEPOINT)")
_EACH_TIME: Final = re.compile(r'\b[A-Za-z0-9]{64}\b|(?<=name="submission" value=")[^"]+')
_FORM: Final = "application/x-www-form-urlencoded"
_OURS: Final = {Tally._meta.db_table}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: all that the browser sees, the tables that were written, the blocks there are."""

    role: Role
    asked: str
    status: int
    headers: Mapping[str, str]
    body: str
    cookies: Mapping[str, str]
    wrote: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    crash: str = ""

    @property
    def path(self) -> str:
        return self.asked.partition(" ")[2]

    @property
    def told(self) -> str:
        """Everything in which something could be told, but for the address that was asked for itself."""
        said = "\n".join([*(f"{name}: {value}" for name, value in self.headers.items()), self.body])
        return without(said, self.path)

    @property
    def leads_to(self) -> str:
        return self.headers.get("Location", "")

    @property
    def plain(self) -> tuple[int, dict[str, str], str]:
        """The answer without what differs each time: tokens, the number of the request, the hour."""
        headers = {
            name: value for name, value in self.headers.items() if name not in {"X-Request-Id", "Expires"}
        }
        return self.status, headers, _EACH_TIME.sub("…", self.body)

    def __str__(self) -> str:
        return f"{self.role} {self.asked} → {self.status}"


@dataclass(slots=True)
class Watch:
    """The tables that are written to, and transactions that are begun, while it is installed."""

    wrote: list[str] = field(default_factory=list)
    reads: int = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if found := _WRITES.match(sql):
            self.wrote.append(found[1] or found[2])
        else:
            self.reads += 1
        return execute(sql, params, many, context)


class Browser:
    """The browser of one role. It begins each request with the cookies of its session alone."""

    def __init__(self, world: World, role: Role, *, checks_tokens: bool = False) -> None:
        self.world = world
        self.role = role
        self.client = _client(checks_tokens)
        self.cookies: dict[str, str] = {}
        self.reads = 0

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, "", headers)

    def part(self, path: str, block: str) -> Answer:
        """What htmx gets in place of the element of this name."""
        target = f"div#{block.replace('_', '-')}"
        return self.get(path, **{"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": target})

    def post(self, path: str, data: Mapping[str, str], **headers: str) -> Answer:
        return self._ask("POST", path, urlencode(data), headers)

    def raw(self, path: str, body: bytes | str, content_type: str = _FORM, **headers: str) -> Answer:
        return self._ask("POST", path, body, headers, content_type=content_type)

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | str,
        headers: Mapping[str, str],
        content_type: str = _FORM,
    ) -> Answer:
        if method == "POST":
            Tally.objects.all().delete()  # limits have tests of their own: here each form is the first
        watch, key = Watch(), self.world.sessions.get(self.role)
        session = {settings.SESSION_COOKIE_NAME: key} if key else {}
        self.client.cookies = SimpleCookie(session | self.cookies)
        with _templates_noted() as templates, connection.execute_wrapper(watch):
            response = self.client.generic(
                method, path, body, content_type=content_type, headers=dict(headers)
            )
        self.reads = watch.reads
        return Answer(
            self.role,
            f"{method} {path}",
            response.status_code,
            dict(response.headers),
            response.getvalue().decode("utf-8", "replace"),
            {name: morsel.value for name, morsel in response.cookies.items()},
            tuple(table for table in watch.wrote if table not in _OURS),
            tuple(block for name in templates for block in _blocks(name)),
            _last_line(getattr(response, "exc_info", None)),
        )


def without(text: str, path: str) -> str:
    """The text with this address blotted out, also where it stands in another."""
    return text.replace(path, "…").replace(quote(path), "…").replace(quote(path, safe=""), "…")


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done within is taken back, and nothing of it is remembered."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.set_rollback(False)
        transaction.savepoint_rollback(mark)
        epoch.forget()


@cache
def _client(checks_tokens: bool) -> Client:  # noqa: FBT001 - a cached function takes no keyword
    return Client(enforce_csrf_checks=checks_tokens, raise_request_exception=False)


@contextmanager
def _templates_noted() -> Iterator[list[str]]:
    """Which templates our own `render` is asked for."""
    names: list[str] = []

    def noting(name: str) -> Any:
        names.append(name)
        return get_template(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http, "get_template", noting)
        yield names


@cache
def _blocks(template: str) -> tuple[str, ...]:
    blocks: Mapping[str, Any] = get_template(template).template.blocks  # type: ignore[attr-defined]
    return tuple(blocks)


def _last_line(info: tuple[type[BaseException], BaseException, TracebackType] | None) -> str:
    """The exception behind a 500, and where it was raised."""
    if info is None or info[0] is None:
        return ""
    trace = info[2]
    while trace.tb_next:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    return f"{info[1]!r} in {code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
