"""A client that asks as fast as it is answered: HTTP/1.1 over kept connections, in a process of its own.

A lane is one connection with its requests, sent one after the other, each as soon as the one before is
answered. `run` starts the process, hands it a plan and takes what it counted.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import cycle
from typing import Any

import httptools

from tools.environment import PYTHON, ROOT

_CALM = 30.0


@dataclass(frozen=True, slots=True)
class Lane:
    """One connection, counted with all lanes of its name; one that `repeats` starts over at its end.

    `pause` is how many seconds it thinks after each answer.
    """

    name: str
    requests: Sequence[str]
    expects: int = 200
    repeats: bool = True
    pause: float = 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """Lanes against one server, until the time is over or every lane has come to its end."""

    port: int
    lanes: Sequence[Lane]
    seconds: float
    warm_up: float = 0.5


@dataclass(slots=True)
class Count:
    """What the lanes of one name met; `confirmed` counts what was as expected outside the window, too."""

    confirmed: int = 0
    seconds: float = 0.0
    bytes: int = 0
    failures: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    def summary(self) -> dict[str, Any]:
        """Requests a second, and how long they took, in milliseconds."""
        times = sorted(self.times)
        return {
            "requests": len(times),
            "failures": self.failures,
            "confirmed": self.confirmed,
            "statuses": {str(status): count for status, count in sorted(self.statuses.items())},
            "per_second": round(len(times) / self.seconds, 1) if self.seconds else 0.0,
            "bytes": round(self.bytes / len(times)) if times else 0,
            **{name: round(_at(times, share) * 1000, 2) for name, share in _SHARES.items()},
        }


_SHARES = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "longest": 1.0}


def get(path: str, *, cookie: str = "", encoding: str = "gzip") -> str:
    """A page, as a browser asks for it."""
    headers = {"Cookie": cookie, "Accept-Encoding": encoding}
    return _request("GET", path, {name: value for name, value in headers.items() if value})


def post(path: str, body: str, *, cookie: str) -> str:
    """A form, as a browser sends it."""
    headers = {
        "Cookie": cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body.encode())),
    }
    return _request("POST", path, headers) + body


def run(load: Load) -> dict[str, dict[str, Any]]:
    """Put the load on from a process of its own; what came back, by the lanes' names."""
    done = subprocess.run(
        [PYTHON, "-m", "bench.load"],
        input=json.dumps(asdict(load)),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


async def put_on(load: Load) -> dict[str, Count]:
    """Run all lanes at once. What is answered while warming up is not counted."""
    counts: dict[str, Count] = {lane.name: Count() for lane in load.lanes}
    begins = time.perf_counter() + load.warm_up
    window = _Window(begins, begins + load.seconds)
    await asyncio.gather(
        *(_Connection(load.port, lane, counts[lane.name]).run(window) for lane in load.lanes)
    )
    ended = min(time.perf_counter(), window.ends)
    for count in counts.values():
        count.seconds = ended - begins
    return counts


@dataclass(frozen=True, slots=True)
class _Window:
    begins: float
    ends: float


class _Connection:
    """Sends a lane's requests and reads the answers; a closed connection is opened anew."""

    def __init__(self, port: int, lane: Lane, count: Count) -> None:
        self._port = port
        self._lane = lane
        self._count = count
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def run(self, window: _Window) -> None:
        try:
            for request in self._requests():
                began = time.perf_counter()
                if began >= window.ends:
                    break
                answer = await self._answer(request)
                ended = time.perf_counter()
                self._count.confirmed += answer.status == self._lane.expects
                if began >= window.begins and ended <= window.ends:
                    self._note(answer, ended - began)
                if self._lane.pause:
                    await asyncio.sleep(self._lane.pause)
        finally:
            self._close()

    def _requests(self) -> Iterator[bytes]:
        requests = [request.encode() for request in self._lane.requests]
        return cycle(requests) if self._lane.repeats else iter(requests)

    def _note(self, answer: "_Answer", took: float) -> None:
        self._count.times.append(took)
        self._count.bytes += answer.bytes
        self._count.statuses[answer.status] += 1
        self._count.failures += answer.status != self._lane.expects

    async def _answer(self, request: bytes) -> "_Answer":
        """The answer; one of status 0 where the server hung up or never answered."""
        answer = _Answer()
        try:
            reader, writer = await self._streams()
            writer.write(request)
            async with asyncio.timeout(_CALM):
                await answer.read(reader)
        except (OSError, TimeoutError, httptools.HttpParserError):
            self._close()
        if answer.closes or not answer.status:
            self._close()
        return answer

    async def _streams(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        return self._reader, self._writer

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


class _Answer:
    """One answer, read to its end."""

    def __init__(self) -> None:
        self.status = 0
        self.bytes = 0
        self.closes = False
        self._is_complete = False
        self._parser = httptools.HttpResponseParser(self)

    async def read(self, reader: asyncio.StreamReader) -> None:
        while not self._is_complete:
            data = await reader.read(65_536)
            if not data:
                raise ConnectionResetError
            self._parser.feed_data(data)
        self.status = self._parser.get_status_code()

    def on_body(self, body: bytes) -> None:
        self.bytes += len(body)

    def on_message_complete(self) -> None:
        """Now the parser still knows whether the connection is kept."""
        self._is_complete = True
        self.closes = not self._parser.should_keep_alive()


def _request(method: str, path: str, headers: Mapping[str, str]) -> str:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept-Language: en"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""])


def _at(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))] if times else 0.0


def main() -> None:
    plan = json.load(sys.stdin)
    plan["lanes"] = [Lane(**lane) for lane in plan["lanes"]]
    try:
        import uvloop  # noqa: PLC0415 - faster where it is there
    except ImportError:
        counts = asyncio.run(put_on(Load(**plan)))
    else:
        counts = uvloop.run(put_on(Load(**plan)))
    json.dump({name: count.summary() for name, count in counts.items()}, sys.stdout)


if __name__ == "__main__":
    main()
