"""Rounds of harm against one running community, with a reckoning after each."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from bench.places import BenchFailed
from bench.sturdy import logs
from bench.sturdy.harm import Fault, Scene
from bench.sturdy.reckoning import Reckoning, Tables, reckon
from bench.sturdy.writers import EDIT, REPLY, TOPIC, Reader, Siege, Writer

_WRITERS = 6
_PATIENCE = 90
_WITH_WORDS = {REPLY, TOPIC, EDIT}
_BROKEN, _FOR_GOOD = 500, 400


class Trial:
    """Writers and readers at work while faults come one after the other."""

    def __init__(self, scene: Scene, siege: Siege, say: Callable[[str], None]) -> None:
        self.scene = scene
        self.siege = siege
        self.say = say
        people = siege.facts["members"]
        self.writers = [Writer(number, siege, people[number::_WRITERS]) for number in range(_WRITERS)]
        self.readers = [Reader(siege, session) for session in ("", people[0]["session"])]
        self.known = Reckoning()

    def run(self, faults: Iterable[Fault]) -> dict[str, Any]:
        """What each round brought, and what all of them did."""
        for each in (*self.writers, *self.readers):
            each.start()
        self._wait(lambda: self.siege.confirmed_at > 0, "Nobody could write.")
        rounds = [self._round(number, fault) for number, fault in enumerate(faults, start=1)]
        self.siege.ending.set()
        for each in (*self.writers, *self.readers):
            each.join(_PATIENCE)
        self._reckon()
        return {"rounds": rounds, "reading": self._read(), **self._summary(rounds)}

    def _round(self, number: int, fault: Fault) -> dict[str, Any]:
        self.siege.round = number
        time.sleep(self.scene.lot.uniform(0.5, 1.5))
        began = time.monotonic()
        trouble = ""
        try:
            fault.harm(self.scene)
            over = time.monotonic()
            self._wait(lambda: self.siege.confirmed_at > over, "Nobody can write any more.")
            healed = self.siege.confirmed_at - over
            self.scene.server.wait_until_whole()
        except BenchFailed as matter:
            trouble, healed = str(matter)[-300:], _PATIENCE
        time.sleep(self.scene.lot.uniform(0.3, 0.8))
        new = self._reckon()
        done = {"round": number, "fault": fault.name, "healed": round(healed, 1), "trouble": trouble, **new}
        self.say(f"{number:3} {fault.name}: {time.monotonic() - began:.1f} s {trouble} {_told(new)}")
        return done

    def _reckon(self) -> dict[str, list[Any]]:
        """What is wrong that was right before; everybody rests meanwhile."""
        self.siege.resting.set()
        try:
            working = [each for each in self.writers if each.is_alive()]
            self._wait(lambda: all(each.is_resting or not each.is_alive() for each in working), "No rest.")
            found = reckon(logs.read(self.scene.ground.logs), Tables.read(self.scene.ground.rows))
        finally:
            self.siege.resting.clear()
        names = ("lost", "doubled", "halves", "miscounted")
        new = {name: sorted(getattr(found, name) - getattr(self.known, name)) for name in names}
        self.known = found
        return new

    def _summary(self, rounds: Iterable[dict[str, Any]]) -> dict[str, Any]:
        """By fault: what was sent, what came back in its rounds, and what stands there in the end."""
        of_round = {each["round"]: each["fault"] for each in rounds}
        by_fault: dict[str, Counter[str]] = {}
        for deed in logs.read(self.scene.ground.logs):
            by_fault.setdefault(of_round.get(deed.round, ""), Counter()).update(self._counted(deed))
            for answer in deed.answers:
                counts = by_fault.setdefault(of_round.get(answer["round"], ""), Counter())
                counts.update(_weighed(answer, has_words=deed.kind in _WITH_WORDS))
        return {"by_fault": {name: dict(counts) for name, counts in by_fault.items()}}

    def _counted(self, deed: logs.Told) -> dict[str, int]:
        return {
            "deeds": 1,
            "confirmed": deed.is_confirmed,
            "kept_unconfirmed": deed.number in self.known.kept and not deed.is_confirmed,
            "repeated": deed.sendings > 1,
        }

    def _read(self) -> dict[str, int]:
        counts: Counter[int] = Counter()
        for reader in self.readers:
            counts.update(reader.statuses)
        return {str(status): number for status, number in sorted(counts.items())}

    def _wait(self, is_so: Callable[[], bool], otherwise: str) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not is_so():
            if time.monotonic() > deadline:
                raise BenchFailed(otherwise)
            time.sleep(0.02)


def _weighed(answer: dict[str, Any], *, has_words: bool) -> dict[str, int]:
    """What kind of an answer it was."""
    status, is_page = answer["status"], answer["status"] >= _BROKEN
    return {
        f"status {status}": 1,
        "unanswered": status == 0,
        "refused": _FOR_GOOD <= status < _BROKEN,
        "broken": status == _BROKEN,
        "pages": is_page,
        "calm": is_page and answer["is_calm"] and answer["tells_when"],
        "pages_for_words": is_page and has_words,
        "words_kept": is_page and has_words and answer["keeps_words"],
    }


def _told(new: dict[str, list[Any]]) -> str:
    return ", ".join(f"{name}: {found[:3]}" for name, found in new.items() if found)
