"""What a visitor's repeated page costs a process: asked of the ASGI front, without sockets.

`python -m bench.fronted PLAN` runs within an installation and prints, as its last line, each page's CPU
milliseconds, of all threads. Where the front keeps a copy, Django is not asked; else its cost is in this.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Mapping
from statistics import median
from typing import Any
from urllib.parse import urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
from bench.inside import BATCHES
from groundswell.config.asgi import application

_WARM = 5


def scope_of(path: str) -> dict[str, Any]:
    """A visitor's request, as uvicorn hands it over."""
    parts = urlsplit(path)
    headers = {
        "host": "localhost:8000",
        "accept": "text/html",
        "accept-language": "en",
        "accept-encoding": "gzip",
    }
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "root_path": "",
        "query_string": parts.query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8000),
    }


async def ask(path: str) -> int:
    """One request through the front; the status of its answer."""
    statuses: list[int] = []
    asked = False

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()  # the visitor stays
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await application(scope_of(path), receive, send)
    return statuses[0]


async def measured(path: str, seconds: float) -> dict[str, Any]:
    """Milliseconds of CPU of all threads: the median batch, the least and the most."""
    for _ in range(_WARM):
        if (status := await ask(path)) != 200:  # noqa: PLR2004 - a page
            raise RuntimeError(f"{path} answered {status}")
    began = time.process_time()
    for _ in range(_WARM):
        await ask(path)
    count = max(10, int(seconds / max(1e-6, (time.process_time() - began) / _WARM)))
    found = [await _batch(path, count) for _ in range(BATCHES)]
    rounded = {"median": median(found), "least": min(found), "most": max(found)}
    return {name: round(value, 4) for name, value in rounded.items()} | {"requests": count * BATCHES}


async def _batch(path: str, count: int) -> float:
    began = time.process_time()
    for _ in range(count):
        await ask(path)
    return (time.process_time() - began) / count * 1000


async def everything(plan: Mapping[str, Any]) -> dict[str, Any]:
    """All pages, within the life of the application."""
    begun, ending = asyncio.Event(), asyncio.Event()
    told: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    told.put_nowait({"type": "lifespan.startup"})

    async def heard(message: Mapping[str, Any]) -> None:
        (begun if "startup" in message["type"] else ending).set()

    life = asyncio.create_task(application({"type": "lifespan"}, told.get, heard))
    await begun.wait()
    found = {name: {"cpu": await measured(path, plan["seconds"])} for name, path in plan["pages"].items()}
    told.put_nowait({"type": "lifespan.shutdown"})
    await life
    return found


if __name__ == "__main__":
    print(json.dumps(asyncio.run(everything(json.loads(sys.argv[1])))))
