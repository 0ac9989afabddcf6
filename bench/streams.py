"""Many open streams in one process: their memory, how soon a reply reaches them, and what pages cost beside.

`python -m bench.streams 2000 10000` opens so many visitors' streams, from many addresses of this machine,
writes ten replies a second apart into a topic, and asks for a member's page of another all the while: first
with one stream in a hundred on that topic, then with all of them.
"""

import asyncio
import http.client
import json
import os
import resource
import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from subprocess import PIPE, Popen, run
from typing import Any
from urllib.parse import urlsplit

from bench import processes
from bench.options import Options
from bench.tables import number, table
from tools.serving import groundswell, served

REPLIES = 10
OF_AN_ADDRESS = 90  # a network may have a hundred
AT_ONCE = 100
SECONDS = REPLIES + 2.0
PATIENCE = 30
MEANINGFUL = 5  # a crowd in the room of another takes no more


class Crowd:
    """The listeners: sockets that note when each reply came."""

    def __init__(self, port: int, topics: tuple[int, int], share: int) -> None:
        self.port, self.topics, self.share = port, topics, share
        self.heard: dict[int, list[float]] = {}
        self.refused = 0
        self._open: list[asyncio.StreamWriter] = []
        self._ears: list[asyncio.Task[None]] = []

    async def gather(self, count: int) -> None:
        for start in range(0, count, AT_ONCE):
            await asyncio.gather(*(self._join(n) for n in range(start, min(start + AT_ONCE, count))))

    async def leave(self) -> None:
        for writer in self._open:
            writer.close()
        await asyncio.gather(*self._ears, return_exceptions=True)

    async def _join(self, number: int) -> None:
        block, rest = divmod(number // OF_AN_ADDRESS, 250)
        source = (f"127.0.{block + 1}.{rest + 1}", 0)
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=source)
        topic = self.topics[number % self.share > 0]
        writer.write(f"GET /live/?topic={topic} HTTP/1.1\r\nHost: localhost:{self.port}\r\n\r\n".encode())
        status = await reader.readline()
        await reader.readuntil(b"event: ready")
        self.refused += b" 200 " not in status
        self._open.append(writer)
        self._ears.append(asyncio.create_task(self._hear(reader)))

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"data: {") and b'"post"' in line:
                now = time.monotonic()
                self.heard.setdefault(int(json.loads(line[6:])["post"]), []).append(now)


def prepare(home: Path) -> tuple[int, int, str]:
    """An open community with two topics; a topic to listen to, one to read, and a session."""
    import django  # noqa: PLC0415 - the home must be known first

    os.environ |= {
        "GROUNDSWELL_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        "GROUNDSWELL_SECRET_KEY": "for this measurement alone, and for nothing else",
    }
    groundswell(home, "init", more={"GROUNDSWELL_SECRET_KEY": os.environ["GROUNDSWELL_SECRET_KEY"]})
    django.setup()
    from django.test import Client  # noqa: PLC0415

    from groundswell.community.make import make_community  # noqa: PLC0415
    from groundswell.community.models import Stage  # noqa: PLC0415
    from groundswell.people.make import make_member  # noqa: PLC0415
    from groundswell.people.models import Account  # noqa: PLC0415
    from groundswell.spaces.models import Space  # noqa: PLC0415
    from groundswell.topics.make import make_reply, make_topic  # noqa: PLC0415

    make_community(stage=Stage.OPEN)
    member = make_member("Ada")
    heard, read = (make_topic(member, title, space=Space.objects.get()) for title in ("Heard", "Read"))
    for turn in range(19):
        make_reply(member, read, f"Reply {turn}, with some words in it.")
    client = Client()
    client.force_login(Account.objects.get(member=member))
    return heard.pk, read.pk, client.cookies["session"].value


def write(topic: int) -> dict[int, float]:
    """Reply a few times; when each was committed."""
    from groundswell.topics.make import make_reply  # noqa: PLC0415
    from groundswell.topics.models import Topic  # noqa: PLC0415

    found, committed = Topic.objects.select_related("author").get(pk=topic), {}
    for turn in range(REPLIES):
        time.sleep(1)
        post = make_reply(found.author, found, f"No. {turn}")
        committed[post.pk] = time.monotonic()
    return committed


def page_times(port: int, topic: int, session: str) -> list[float]:
    """Ask for a page twenty times a second, on one connection; milliseconds each."""
    connection, times = http.client.HTTPConnection("127.0.0.1", port), list[float]()
    until = time.monotonic() + SECONDS
    address = ""
    while time.monotonic() < until:
        began = time.perf_counter()
        headers = {"Host": f"localhost:{port}", "Cookie": f"session={session}"}
        connection.request("GET", address or f"/t/{topic}/", headers=headers)
        answer = connection.getresponse()
        answer.read()
        address = address or urlsplit(answer.headers["Location"]).path
        times.append((time.perf_counter() - began) * 1000)
        time.sleep(0.05)
    return times[2:]


def at(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)


def memory() -> int:
    """The page process's own memory, in kilobytes: of all below us the largest that serves pages."""
    pages = [each for each in processes.below(os.getpid()).values() if "config.pages" in each.command]
    return max((each.resident for each in pages), default=0) >> 10


@dataclass(frozen=True, slots=True)
class Scene:
    """A served community: the topic that is listened to and the one that is read, and whose session reads."""

    port: int
    topics: tuple[int, int]
    session: str


async def measured(scene: Scene, count: int, share: int) -> dict[str, object]:
    """Open so many streams, and tell them of some replies while pages are asked for."""
    port, topics, session = scene.port, scene.topics, scene.session
    crowd, before = Crowd(port, topics, share), memory()
    began = time.monotonic()
    await crowd.gather(count)
    opened, held = time.monotonic() - began, memory() - before
    asking = [sys.executable, "-m", "bench.streams", "--pages", str(port), str(topics[1]), session]
    with Popen(asking, stdout=PIPE) as pages, ThreadPoolExecutor(1) as hands:  # noqa: ASYNC220
        writing: Future[dict[int, float]] = hands.submit(write, topics[0])
        committed = await asyncio.wrap_future(writing)
        times, _nothing = await asyncio.to_thread(pages.communicate)
    for _second in range(PATIENCE):
        if sum(map(len, crowd.heard.values())) >= -(-count // share) * REPLIES:
            break
        await asyncio.sleep(1)
    took = [(at_ - committed[post]) * 1000 for post, all_ in crowd.heard.items() for at_ in all_]
    await crowd.leave()
    await asyncio.sleep(1)
    return {
        "streams": count,
        "refused": crowd.refused,
        "opened_per_second": round(count / opened) if count else 0,
        "kB_each": round(held / count, 1) if count else 0,
        "listening_there": -(-count // share),
        "missing": -(-count // share) * REPLIES - len(took),
        "commit_to_received_ms": {"p50": at(took, 0.5), "p99": at(took, 0.99)} if took else {},
        "page_ms": {"p50": at(json.loads(times), 0.5), "p99": at(json.loads(times), 0.99)},
    }


def main(options: Options) -> dict[str, Any]:
    """On SQLite, whose reader has to ask; each line as it was measured."""
    sizes = ["200"] if options.is_quick else ["2000", "10000"]
    told = run([sys.executable, "-m", "bench.streams", *sizes], stdout=PIPE, check=True, text=True)
    return {"SQLite": [json.loads(line) for line in told.stdout.splitlines()]}


def report(results: dict[str, Any]) -> str:
    """One line for each crowd, beside the same page without any."""
    heads = ["open streams", "of them in the topic", "kB each", "commit to received, ms: p50 / p99"]
    heads += ["not received", "a member's page meanwhile, ms: p50 / p99"]
    return table(heads, (_row(each) for run_ in results.values() for each in run_))


def _row(each: dict[str, Any]) -> list[str]:
    took, page = each["commit_to_received_ms"], each["page_ms"]
    return [
        f"{each['streams']:,}",
        f"{each['listening_there']:,}",
        number(each["kB_each"]) if each["kB_each"] > MEANINGFUL else "·",
        f"{number(took['p50'])} / {number(took['p99'])}" if took else "·",
        str(each["missing"]),
        f"{number(page['p50'])} / {number(page['p99'])}",
    ]


def alone(words: list[str]) -> None:
    """In a process of its own, whose Django is at home in the measured community."""
    if words[:1] == ["--pages"]:
        print(json.dumps(page_times(int(words[1]), int(words[2]), words[3])))
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory(prefix="groundswell-streams-") as folder:
        heard, read, session = prepare(Path(folder))
        more = {"GROUNDSWELL_SECRET_KEY": os.environ["GROUNDSWELL_SECRET_KEY"]}
        with served(Path(folder), "--no-jobs", more=more) as origin:
            port = urlsplit(origin).port or 0
            scene = Scene(port, (heard, read), session)
            for count, share in [(0, 1), *product(map(int, words), (100, 1))]:
                print(json.dumps(asyncio.run(measured(scene, count, share))), flush=True)


if __name__ == "__main__":
    alone(sys.argv[1:])
