"""What must hold between machines. Each trial answers how often it asked and how often it went wrong."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from bench.machines.browser import Browser, Door
from bench.machines.cluster import Cluster, wait_until
from bench.machines.letters import Doors

_LIMIT = 60  # replies an hour
_FOUND, _OK, _GONE, _TOO_MANY = 302, 200, 404, 429
_ROUNDS, _LISTENS = 8, 10
_SENDING = "SELECT id FROM kernel_job WHERE state = 'running' AND task LIKE '%.send_letter'"


@dataclass(slots=True)
class Count:
    """How often something was tried, how often it went wrong, and what else is worth telling."""

    asked: int = 0
    wrong: int = 0
    told: str = ""

    def note(self, *, is_right: bool) -> None:
        self.asked += 1
        self.wrong += not is_right


@dataclass(slots=True)
class Scene:
    """The machines, what lives on them, and the members that no trial has used yet."""

    cluster: Cluster
    facts: Mapping[str, Any]
    letters: Doors
    _used: int = field(default=0)

    def member(self, machine: str = "a") -> Browser:
        """Somebody fresh, in front of one of the nodes."""
        found = self.facts["members"][self._used]
        self._used += 1
        return Browser(self.cluster.door(machine), session=found["session"])

    def last_handle(self) -> str:
        return str(self.facts["members"][self._used - 1]["handle"])

    def founder(self, machine: str = "a") -> Browser:
        return Browser(self.cluster.door(machine), session=self.facts["founder"]["session"])

    def visitor(self, machine: str = "a") -> Browser:
        return Browser(self.cluster.door(machine))


def sessions(scene: Scene) -> Count:
    """Signed in on A: known on B. Signed out on B: unknown on A."""
    count, there = Count(), scene.cluster.door("b")
    for _ in range(3):
        here = scene.visitor()
        here.post("/sign-in/", **scene.facts["founder"]["login"])
        here.token = ""  # signing in changes it
        count.note(is_right=here.at(there).get("/me/").status == _OK)
        here.at(there).post("/sign-out/")
        count.note(is_right=here.get("/me/").status == _FOUND)
    return count


def limits(scene: Scene) -> Count:
    """One member's replies on both nodes in turn: as many as on one, and no more."""
    count, here = Count(), scene.member()
    there = here.at(scene.cluster.door("b"))
    for number in range(_LIMIT + 4):
        answer = (here, there)[number % 2].reply(scene.facts["topics"][0], f"Again, {number}.")
        count.note(is_right=answer.status == (_FOUND if number < _LIMIT else _TOO_MANY))
        there.token = here.token
    return count


def bans(scene: Scene) -> Count:
    """Suspended on A: the very next reply on B is refused."""
    count, steward = Count(), scene.founder()
    topic = scene.facts["topics"][1]
    for number in range(_ROUNDS):
        banned = scene.member("b")
        count.note(is_right=banned.reply(topic, f"Before, {number}.").status == _FOUND)
        steward.post(f"/m/{scene.last_handle()}/suspension/", reason="As an example.")
        count.note(is_right=banned.reply(topic, f"After, {number}.").status not in {_FOUND, 0})
    return count


def sights(scene: Scene) -> Count:
    """Renamed, hidden and restored on A: a visitor and a member see it on B at once, copies or not."""
    count, steward = Count(), scene.founder()
    readers = [scene.visitor("b"), scene.member("b")]
    topic = scene.facts["topics"][2]
    for number in range(_ROUNDS):
        title = f"Named {number}"
        steward.post(f"/t/{topic}/title/", title=title)
        path = f"/t/{topic}/named-{number}/"
        for reader in [*readers, *readers]:  # the second time from a copy
            count.note(is_right=f"<title>{title}" in reader.get(path).text)
        steward.post(f"/t/{topic}/hiding/", reason="As an example.")
        for reader in readers:
            count.note(is_right=reader.get(path).status == _GONE)
        steward.post(f"/t/{topic}/hiding/end/")
        for reader in readers:
            count.note(is_right=reader.get(path).status == _OK)
    return count


def jobs(scene: Scene) -> Count:
    """Signed up on A: the worker's machine sends the code, and it counts on B."""
    count = Count()
    for number in range(3):
        count.note(is_right=_joined(scene, f"newcomer-{number}"))
    return count


def _joined(scene: Scene, handle: str) -> bool:
    here = scene.visitor()
    here.address = f"203.0.113.{len(handle) + 20}"
    signed_up = _sign_up(here, handle)
    code = scene.letters.code_to(f"{handle}@example.org")
    answer = here.at(scene.cluster.door("b")).post("/sign-up/code/", code=code)
    return signed_up and answer.status == _FOUND


def _sign_up(browser: Browser, handle: str) -> bool:
    values = {"name": "Newcomer", "handle": handle, "email": f"{handle}@example.org"}
    answer = browser.post("/sign-up/", **values, password="seven calm harbours")  # noqa: S106 - made up
    return answer.status == _FOUND


def streams(scene: Scene, door: Door | None = None) -> Count:
    """Replied on A: a reader's stream on B, or through another door, hears of it, once each, soon."""
    topic = scene.facts["topics"][3]
    writer, reader = scene.member("a"), scene.member("b")
    ear = Ear(reader.at(door) if door else reader, topic)
    ear.start()
    if not ear.is_in.wait(20):
        return Count(1, 1, "no stream")
    count, took = Count(), []
    for number in range(_ROUNDS):
        writer.reply(topic, f"Listen, {number}.")
        answered = time.monotonic()
        while len(ear.heard) <= number and time.monotonic() < answered + _LISTENS:
            time.sleep(0.01)
        count.note(is_right=len(ear.heard) == number + 1)
        took.append(ear.heard[-1] - answered if ear.heard else _LISTENS)
    count.told = f"heard {max(0.0, median(took)) * 1000:.0f} ms after the answer (median)"
    return count


class Ear(threading.Thread):
    """Listens to a topic, and notes when it heard something."""

    def __init__(self, reader: Browser, topic: int) -> None:
        super().__init__(daemon=True)
        self.is_in, self.heard = threading.Event(), list[float]()
        self._reader, self._topic = reader, topic

    def run(self) -> None:
        for name, _data in self._reader.hear(f"/live/?topic={self._topic}"):
            if name == "ready":
                self.is_in.set()
            else:
                self.heard.append(time.monotonic())


def no_database(scene: Scene) -> Count:
    """Every connection cut by the database, as when it is restarted: the next page on each node is whole."""
    count, query = (
        Count(),
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
    )
    readers = [scene.founder("a"), scene.founder("b")]
    for _ in range(3):
        scene.cluster.rows(query)
        for reader in readers:
            count.note(is_right=reader.get("/").status == _OK)
    return count


def taken_over(scene: Scene, patience: float = 200) -> Callable[[], Count]:
    """A worker killed while it sends a letter; the answer is what waits until another has sent it."""
    handle, began = "left-behind", time.monotonic()
    scene.letters.doors.clear()
    _sign_up(Browser(scene.cluster.door("a"), address="203.0.113.99"), handle)
    wait_until(lambda: scene.cluster.rows(_SENDING), "No worker took the letter.")
    scene.cluster.kill("worker-1")
    scene.letters.doors.set()
    scene.cluster.start("worker-2")

    def count() -> Count:
        wait_until(lambda: _letters_to(scene, handle), "Nobody took the job over.", patience)
        return Count(1, 0, f"after {time.monotonic() - began:.0f} s: a lease is two minutes")

    return count


def _letters_to(scene: Scene, handle: str) -> int:
    return sum(letter["To"] == f"{handle}@example.org" for letter in list(scene.letters.letters))
