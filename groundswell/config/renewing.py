"""Processes are renewed while they serve: a new one answers before the old one is asked to leave.

One is replaced after the other, so that never more than one is there besides those that were asked for.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from groundswell.config.children import Child

_LONGEST_START = 60


@dataclass(slots=True)
class Renewal:
    """`pages` is the server's own list, in which the new take the places of the old."""

    pages: list[Child]
    others: Sequence[Child]
    tell: Callable[[str], None]
    fresh: Child | None = None
    leaving: Child | None = None
    _old: list[Child] = field(default_factory=list)
    _began: float = 0

    def begin(self) -> None:
        self._old = list(self.pages)
        for child in self.others:
            child.renew()
        self.tell("Renewing the processes, one after the other.")

    def step(self) -> None:
        """Look where it is, and do what comes next; called again and again."""
        if self.leaving is not None:
            self._see_off(self.leaving)
        elif self.fresh is not None:
            self._look_at(self.fresh)
        elif self._old:
            old = self._old[0]
            self.fresh, self._began = Child(old.name, old.words, old.listeners), time.monotonic()
            self.fresh.start()

    def is_done(self) -> bool:
        return not (self._old or self.ours())

    def ours(self) -> list[Child]:
        """Those that must end with the server and are in nobody else's list."""
        return [child for child in (self.fresh, self.leaving) if child is not None]

    def _look_at(self, fresh: Child) -> None:
        if fresh.is_up():
            old = self._old.pop(0)
            self.pages[self.pages.index(old)] = fresh
            self.fresh, self.leaving = None, old
            old.leave()
        elif not fresh.is_alive() or time.monotonic() > self._began + _LONGEST_START:
            self._give_up(fresh)

    def _see_off(self, old: Child) -> None:
        if not old.is_alive():
            old.wait(0)
            self.leaving = None
            if not self._old:
                self.tell("All processes are new.")

    def _give_up(self, fresh: Child) -> None:
        """What serves is better than what does not come up."""
        fresh.end()
        fresh.wait(time.monotonic() + 1)
        self.fresh = None
        self._old.clear()
        self.tell(
            "The new page process does not come up; those that were there stay. See what is said above."
        )
