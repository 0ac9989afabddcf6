"""People who write and read without pause while nodes go and come back, and what they remember of it."""

import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.machines.browser import Browser, Door
from bench.machines.trials import Count, Scene

_FOUND, _OK = 302, 200
_EACH = 50  # replies by one member: the limit is 60 an hour
_THINKS, _PAUSE, _GIVES_UP_AFTER = 0.4, 0.3, 60
_POSTS = re.compile(r"/p/(\d+)/")


@dataclass(slots=True)
class Writer(threading.Thread):
    """Sends replies until told to stop. What is not confirmed is sent again, under the same name."""

    doors: Sequence[Door]
    browser: Browser
    topic: int
    stopping: threading.Event
    confirmed: dict[str, str] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    longest: float = 0

    def __post_init__(self) -> None:
        threading.Thread.__init__(self, daemon=True)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        while not self.stopping.is_set() and len(self.sent) < _EACH:
            word = f"word{secrets.token_hex(6)}"
            self.sent.append(word)
            self._send(word)
            time.sleep(_THINKS)

    def _send(self, word: str) -> None:
        """To one door after the other, until it is confirmed."""
        began, tries, name = time.monotonic(), 0, secrets.token_urlsafe(12)
        while time.monotonic() < began + _GIVES_UP_AFTER:
            self.browser.door = self.doors[tries % len(self.doors)]
            answer = self.browser.reply(self.topic, f"I say {word}.", name)
            self.statuses[answer.status] += 1
            if answer.status == _FOUND and (post := _POSTS.search(answer.place)):
                self.confirmed[word] = post[1]
                break
            tries += 1
            time.sleep(_PAUSE)
        self.longest = max(self.longest, time.monotonic() - began)


class Reader(threading.Thread):
    """Asks for pages, one after the other, and counts what came back."""

    def __init__(self, browser: Browser, paths: Sequence[str], stopping: threading.Event) -> None:
        super().__init__(daemon=True)
        self.statuses: Counter[int] = Counter()
        self.longest = 0.0
        self._browser, self._paths, self._stopping = browser, paths, stopping

    def run(self) -> None:
        while not self._stopping.is_set():
            for path in self._paths:
                began = time.monotonic()
                self.statuses[self._browser.get(path).status] += 1
                self.longest = max(self.longest, time.monotonic() - began)


def _during(harm: Callable[[], None], people: Sequence[threading.Thread], stopping: threading.Event) -> None:
    """They begin, it happens, and they end."""
    for each in people:
        each.start()
    harm()
    stopping.set()
    for each in people:
        each.join()


def written(scene: Scene, doors: Sequence[Door], *, harm: Callable[[], None], writers: int = 8) -> Count:
    """Every confirmed reply is in the tables once; none is there twice, confirmed or not."""
    stopping = threading.Event()
    people = [Writer(doors, scene.member(), scene.facts["topics"][4], stopping) for _ in range(writers)]
    _during(harm, people, stopping)
    stored = scene.cluster.rows("SELECT id, source FROM topics_post WHERE source LIKE 'I say word%'")
    times = Counter(source.removeprefix("I say ").rstrip(".") for _id, source in stored)
    ids = {str(number) for number, _source in stored}
    confirmed = {word: post for each in people for word, post in each.confirmed.items()}
    lost = sum(times[word] == 0 or post not in ids for word, post in confirmed.items())
    doubled = sum(count > 1 for count in times.values())
    again = sum((each.statuses - Counter({_FOUND: each.statuses[_FOUND]})).total() for each in people)
    told = f"{len(confirmed)} confirmed, {lost} lost, {doubled} doubled; {again} sent again"
    return Count(
        len(confirmed), lost + doubled, f"{told}; longest {max(each.longest for each in people):.1f} s"
    )


def read(scene: Scene, door: Door, *, harm: Callable[[], None], readers: int = 6) -> Count:
    """Members and visitors read while nodes are restarted one after the other: no page fails."""
    stopping = threading.Event()
    paths = ["/", "/t/", "/s/"]
    browsers = [scene.founder().at(door), *(scene.visitor().at(door) for _ in range(readers - 1))]
    people = [Reader(each, paths, stopping) for each in browsers]
    _during(harm, people, stopping)
    statuses = sum((each.statuses for each in people), Counter[int]())
    failed = statuses.total() - statuses[_OK]
    return Count(statuses.total(), failed, f"longest {max(each.longest for each in people):.1f} s")
