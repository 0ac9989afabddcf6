"""What one page costs a process: asked of Django's WSGI handler, with a real session, on the CPU's own clock.

`python -m bench.inside PLAN` runs within an installation. It prints, as its last line, for every page its
CPU milliseconds (the median of five batches with the smallest and largest), queries, and bytes.
"""

import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any
from urllib.parse import unquote, urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
from django.db import connection

from groundswell.config.wsgi import application

BATCHES = 5
_WARM = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A page and who asks for it."""

    path: str
    cookie: str = ""
    encoding: str = ""

    def environ(self) -> dict[str, Any]:
        parts = urlsplit(self.path)
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(parts.path),
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost:8000",
            "HTTP_ACCEPT": "text/html",
            "HTTP_ACCEPT_LANGUAGE": "en",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            **({"HTTP_COOKIE": self.cookie} if self.cookie else {}),
            **({"HTTP_ACCEPT_ENCODING": self.encoding} if self.encoding else {}),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    cookies: tuple[str, ...]


def ask(asked: Asked) -> Answer:
    """One request through the handler, from the environment to the last byte."""
    said: list[Any] = []

    def start(
        status: str, headers: list[tuple[str, str]], _trouble: object = None
    ) -> Callable[[bytes], object]:
        said[:] = [status, headers]
        return said.append

    answer: Iterable[bytes] = application(asked.environ(), start)
    body = b"".join(answer)
    if close := getattr(answer, "close", None):
        close()
    cookies = tuple(value.partition(";")[0] for name, value in said[1] if name.lower() == "set-cookie")
    return Answer(int(said[0].split()[0]), body, cookies)


def measured(asked: Asked, *, seconds: float) -> dict[str, Any]:
    """One page's figures; `seconds` is how long each batch takes."""
    first = ask(asked)
    if first.status != 200:  # noqa: PLR2004 - a page
        raise RuntimeError(f"{asked.path} answered {first.status}")
    settled = Asked(asked.path, "; ".join(filter(None, [asked.cookie, *first.cookies])))
    for _ in range(_WARM):
        ask(settled)
    compressed = Asked(settled.path, settled.cookie, "gzip")
    body = ask(settled).body
    return {
        "cpu": _cpu(settled, seconds),
        "cpu_gzip": _cpu(compressed, seconds / 2),
        "queries": _queries(settled),
        "bytes": len(body),
        "gzip": len(ask(compressed).body),
        "brotli": _brotli(body),
    }


def _cpu(asked: Asked, seconds: float) -> dict[str, float]:
    """Milliseconds a request: the median batch, and the best and the worst."""
    count = _fitting(asked, seconds)
    found = []
    for _ in range(BATCHES):
        began = time.process_time()
        for _ in range(count):
            ask(asked)
        found.append((time.process_time() - began) / count * 1000)
    rounded = {"median": median(found), "least": min(found), "most": max(found)}
    return {name: round(value, 3) for name, value in rounded.items()} | {"requests": count * BATCHES}


def _fitting(asked: Asked, seconds: float) -> int:
    began = time.process_time()
    for _ in range(5):
        ask(asked)
    return max(10, int(seconds / max(1e-5, (time.process_time() - began) / 5)))


def _queries(asked: Asked) -> int:
    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:  # noqa: ANN401 - passed on unread
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        ask(asked)
    return len(statements)


def _brotli(body: bytes) -> int:
    """As a server in front would send it; the packer is there because static files use it."""
    try:
        import brotli  # noqa: PLC0415 - only where it is there
    except ImportError:
        return 0
    return len(brotli.compress(body, quality=5))


def main(arguments: list[str]) -> None:
    plan = json.loads(arguments[0])
    found = {}
    for name, wanted in plan["pages"].items():
        found[name] = measured(Asked(wanted["path"], wanted["cookie"]), seconds=plan["seconds"])
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
