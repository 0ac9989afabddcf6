"""Open streams beside pages, measured in a process of its own whose Django is at home in the community.

`python -m bench.audience SQLite 3 2000 10000` opens so many visitors' streams from many addresses of this
machine, three times. Each listens to a topic of its own choice, as unequal as the corpus's, and to one that
all listen to. Somebody replies once a second, first here and there and then in that one. Meanwhile a member
asks for pages, by turns of the process that has the streams and of one beside it that has none: on a machine
that others use too, only what was measured within the same second can be compared. A line of JSON a crowd.
"""

import asyncio
import http.client
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from pathlib import Path
from random import Random
from subprocess import PIPE, Popen
from typing import Any
from urllib.parse import urlsplit

import psycopg
import uvloop

from bench import processes
from bench.crowd import Crowd
from bench.listened import Home, prepare
from bench.places import POSTGRESQL
from tools import postgres
from tools.serving import served

REPLIES = 10
SECONDS = REPLIES + 1.0
PATIENCE = 30
PAUSE = 0.02


def write(topics: Sequence[int]) -> dict[int, tuple[float, int]]:
    """A reply a second; when each was committed, and where. The thread's connection is given back."""
    from django.db import connection  # noqa: PLC0415 - the home must be known first

    from groundswell.topics.make import make_reply  # noqa: PLC0415 - the home must be known first
    from groundswell.topics.models import Topic  # noqa: PLC0415

    committed = {}
    try:
        found = Topic.objects.select_related("author").in_bulk(set(topics))
        for number, topic in enumerate(topics):
            time.sleep(1)
            post = make_reply(found[topic].author, found[topic], f"No. {number}")
            committed[post.pk] = (time.monotonic(), topic)
    finally:
        connection.close()
    return committed


def page_times(ports: Sequence[int], topic: int, session: str) -> list[list[float]]:
    """Ask each server in turn for a page, with little pauses; milliseconds each, one list a server."""
    lines = [http.client.HTTPConnection("127.0.0.1", port) for port in ports]
    times: list[list[float]] = [[] for _port in ports]
    address, until = "", time.monotonic() + SECONDS
    while time.monotonic() < until:
        for line, port, own in zip(lines, ports, times, strict=True):
            began = time.perf_counter()
            headers = {"Host": f"localhost:{port}", "Cookie": f"session={session}"}
            line.request("GET", address or f"/t/{topic}/", headers=headers)
            answer = line.getresponse()
            answer.read()
            address = address or urlsplit(answer.headers["Location"]).path
            own.append(round((time.perf_counter() - began) * 1000, 2))
            time.sleep(PAUSE)
    return [own[2:] for own in times]


def serving() -> list[processes.Process]:
    """The page processes of both servers, in the order in which they began."""
    found = processes.below(os.getpid()).values()
    return sorted((each for each in found if "config.pages" in each.command), key=lambda each: each.number)


def spent() -> list[float]:
    return [each.cpu for each in serving()]


def memory() -> int:
    """Of the process that has the streams, in kilobytes."""
    return serving()[0].resident >> 10


@dataclass(frozen=True, slots=True)
class Scene:
    """A served community: the server that has the streams and one without any, and who listens to what."""

    home: Home
    ports: tuple[int, int]
    crowd: Crowd
    wishes: list[list[int]] = field(default_factory=list)

    async def measured(self, topics: Sequence[int]) -> dict[str, Any]:
        """Tell the crowd of a reply in each of these topics while pages are asked for."""
        before = spent()
        self.crowd.heard.clear()
        words = [*map(str, self.ports), str(self.home.read), self.home.session]
        asking = [sys.executable, "-m", "bench.audience", "--pages", *words]
        with Popen(asking, stdout=PIPE) as pages, ThreadPoolExecutor(1) as hands:  # noqa: ASYNC220
            writing: Future[dict[int, tuple[float, int]]] = hands.submit(write, topics)
            committed = await asyncio.wrap_future(writing)
            times, _nothing = await asyncio.to_thread(pages.communicate)
        wanted = sum(topic in wish for _at, topic in committed.values() for wish in self.wishes)
        took = [(at - committed[post][0]) * 1000 for post, at in await self._heard(wanted)]
        here, there = json.loads(times)
        return {
            "told": wanted,
            "missing": wanted - len(took),
            "took": {"p50": part(took, 0.5), "p99": part(took, 0.99)} if took else {},
            "cpu": [round(now - then, 2) for now, then in zip(spent(), before, strict=True)],
            "with": here,
            "without": there,
        }

    async def _heard(self, wanted: int) -> list[tuple[int, float]]:
        for _second in range(PATIENCE):
            if sum(map(len, self.crowd.heard.values())) >= wanted:
                break
            await asyncio.sleep(1)
        return [(post, at) for post, all_ in self.crowd.heard.items() for at in all_]


def part(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)


async def turn(scene: Scene, count: int, number: int) -> dict[str, Any]:
    """Open the streams; replies here and there, and then in the topic that all listen to."""
    home, crowd, lot = scene.home, scene.crowd, Random(number)
    here_and_there = lot.choices(home.topics, home.weights, k=REPLIES)
    chosen = lot.choices(home.topics, home.weights, k=count)
    scene.wishes.extend([topic, home.heard] for topic in chosen)
    held, began = memory(), time.monotonic()
    await crowd.gather(scene.wishes)
    opened, held = time.monotonic() - began, memory() - held
    found = {"spread": await scene.measured(here_and_there)}
    found["one"] = await scene.measured([home.heard] * REPLIES)
    crowd.leave()
    await asyncio.sleep(2)
    return {
        "streams": count,
        "refused": crowd.refused,
        "opened": round(count / opened),
        "kB": round(held / count, 1),
        **found,
    }


@contextmanager
def two_servers(home: Home) -> Iterator[tuple[int, int]]:
    """The ports of two servers of one community, of one page process each."""
    server = partial(served, home.folder, "--no-jobs", more=home.more)
    with server() as here, server() as there:
        yield urlsplit(here).port or 0, urlsplit(there).port or 0


@contextmanager
def at_home(database: str) -> Iterator[Home]:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="groundswell-streams-"))
        address = None
        if database == POSTGRESQL:
            address = stack.enter_context(postgres.throwaway(postgres.DURABLE))
            with psycopg.connect(address.rpartition("/")[0] + "/postgres", autocommit=True) as server:
                server.execute("CREATE DATABASE groundswell")
        yield prepare(Path(folder), address)


def main(words: list[str]) -> None:
    if words[0] == "--pages":
        print(json.dumps(page_times((int(words[1]), int(words[2])), int(words[3]), words[4])))
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    turns, sizes = int(words[1]), [int(word) for word in words[2:]]
    with at_home(words[0]) as home, two_servers(home) as ports:
        for number, count in product(range(turns), sizes):
            scene = Scene(home, ports, Crowd(ports[0]))
            print(json.dumps(uvloop.run(turn(scene, count, number))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
