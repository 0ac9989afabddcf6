"""The live app on a loop of its own, and ears that listen to it as browsers do, less the network."""

import asyncio
import json
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self, TypeVar

from django.db import transaction

from groundswell.kernel.actor import SYSTEM, Actor, ActorKind
from groundswell.kernel.http import HttpRequest
from groundswell.kernel.jobs.models import Schedule
from groundswell.kernel.ledger import Event
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.ledger.order import settled
from groundswell.kernel.live import Happened, Listener, News
from groundswell.kernel.live.application import Live
from groundswell.kernel.tests.processes import wait_until

T = TypeVar("T")
TOPIC = 7
Said = tuple[str, dict[str, Any]]


@dataclass
class Gatekeeper:
    """Everybody is the member whose number stands in their cookie, or a visitor; the banned stay out."""

    banned: set[int | None] = field(default_factory=set)
    looks: list[int] = field(default_factory=list)

    def let_in(self, request: HttpRequest) -> Listener | None:
        number = int(request.COOKIES.get("member", "1"))
        actor = Actor(ActorKind.PERSON, number) if number else Actor(ActorKind.VISITOR)
        return None if actor.id in self.banned else Listener(actor)

    def look_again(self, listeners: Sequence[Listener]) -> list[Listener | None]:
        self.looks.append(len(listeners))
        return [None if each.actor.id in self.banned else each for each in listeners]


def tell(entries: Sequence[Happened]) -> list[News]:
    """Everything is told to everybody; what has an even number is for lists too."""
    return [
        News(each, "happened", {"subject": each.subject}, lambda _actor: True, each.subject % 2 == 0)
        for each in entries
    ]


@dataclass
class Ear:
    """One stream. `transport` stands where uvicorn's exchange has its own."""

    live: Live
    is_reading: bool = True
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    parts: int = 0
    has_ended: bool = False
    is_cut: bool = False
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    reads_on: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def events(self) -> list[Said]:
        """What has been said, but for greetings and heartbeats."""
        return [(name, data) for name, data, _place in self.all if name not in {"ready", "beat"}]

    @property
    def all(self) -> list[tuple[str, dict[str, Any], str]]:
        blocks = [dict(_fields(block)) for block in self.text.split("\n\n") if "event: " in block]
        return [(each["event"], json.loads(each["data"]), each["id"]) for each in blocks]

    @property
    def place(self) -> str:
        """What a browser would say in its Last-Event-ID."""
        return self.all[-1][2]

    @property
    def transport(self) -> Self:
        return self

    def abort(self) -> None:
        self.is_cut = True
        self.gone.set()

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            return
        if not self.is_reading and message["body"]:
            await self.reads_on.wait()
        self.parts += 1
        self.text += message["body"].decode()
        self.has_ended = not message.get("more_body")

    async def hear(self, scope: dict[str, Any]) -> None:
        try:
            await self.live(scope, self.receive, self.send)
        finally:
            self.has_ended = True


class Radio:
    """A process that serves streams: a loop in a thread, with the app on it."""

    def __enter__(self) -> Self:
        self.live = Live()
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self.on_loop(self.live.open_all())
        self._hub = self.live.hub
        self._tasks: set[asyncio.Task[None]] = set()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._hub
        assert self.live._threads
        self.on_loop(self._end())
        self._hub._reader.join()
        self.live._threads.shutdown()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    def on_loop(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    def begin(
        self, query: str = "", headers: Mapping[str, str] | None = None, *, is_reading: bool = True
    ) -> Ear:
        """Ask for a stream."""
        ear = Ear(self.live, is_reading)
        self.on_loop(self._begin(ear, scope(query, headers or {})))
        return ear

    def listen(self, query: str = "", **headers: str) -> Ear:
        """Ask for a stream, and wait until it has begun or been refused; what was before is read by then."""
        wait_until(self._has_read_all)
        ear = self.begin(query, headers)
        wait_until(lambda: ear.text or ear.has_ended)
        return ear

    def leave(self, ear: Ear) -> None:
        self.loop.call_soon_threadsafe(ear.gone.set)
        wait_until(lambda: ear.has_ended)

    def read_on(self, ear: Ear) -> None:
        """One that has stopped reading reads again, and what was being said to it first of all."""
        ear.is_reading = True
        self.loop.call_soon_threadsafe(ear.reads_on.set)

    def end_all(self) -> None:
        async def end() -> None:
            self.live.end_all()

        self.on_loop(end())

    def _has_read_all(self) -> bool:
        last = settled().last()
        return (
            last is None or self.live.hub is None or self.live.hub.said >= (last.transaction, last.position)
        )

    async def _begin(self, ear: Ear, asked: dict[str, Any]) -> None:
        task = asyncio.create_task(ear.hear(asked))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _end(self) -> None:
        self.live.end_all()
        await asyncio.wait_for(asyncio.gather(*self._tasks), 20)


def scope(query: str, headers: Mapping[str, str]) -> dict[str, Any]:
    """What a server says of a request; a header's name may have underlines."""
    named = {"host": "localhost:8000", **headers}
    return {
        "type": "http",
        "method": "GET",
        "path": "/live/",
        "query_string": query.encode(),
        "client": (headers.get("address", "127.0.0.1"), 1),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()],
    }


def happen(event: Event, *subjects: int, topic: int = TOPIC, imported: bool = False) -> None:
    with transaction.atomic():
        for subject in subjects:
            event.record(SYSTEM, Schedule(pk=subject), topic=topic, imported=imported)


def is_settled() -> bool:
    """Whether all that was recorded may be read by now."""
    return settled().count() == Entry.objects.count()


def subjects(ear: Ear) -> list[int]:
    return [int(data["subject"]) for name, data in ear.events if name == "happened"]


def heard(ear: Ear, *wanted: int) -> list[int]:
    """What the ear has been told of, once it has heard the last of these."""
    hears(ear, lambda _events: wanted[-1] in subjects(ear))
    return subjects(ear)


def hears(ear: Ear, check: Callable[[list[Said]], object]) -> list[Said]:
    """What the ear has heard once the check holds."""
    wait_until(lambda: check(ear.events))
    return ear.events


def _fields(block: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (line.partition(": ") for line in block.splitlines())]
