"""How many streams one process and one listener may have open."""

import resource
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from groundswell.kernel.http import HttpRequest
from groundswell.kernel.limits import network_of
from groundswell.kernel.live.stream import Look

MOST = 12_000
MOST_OF_A_MEMBER = 12
MOST_OF_A_NETWORK = 100  # visitors behind one address: a school, a train
_OTHER_FILES = 200


class Room:
    """Counts places, those of all and those of each."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.open = 0
        self._of: Counter[str] = Counter()

    def make(self) -> None:
        """Promise no more than the system lets this process open files."""
        files, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        self.most = MOST if files == resource.RLIM_INFINITY else max(1, min(MOST, files - _OTHER_FILES))

    def has_any(self) -> bool:
        return self.open < self.most

    @contextmanager
    def taken(self) -> Iterator[None]:
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1

    @contextmanager
    def taken_by(self, who: str) -> Iterator[bool]:
        """Whether there was a place for them; it is theirs until the block ends."""
        most = MOST_OF_A_NETWORK if who.startswith("net:") else MOST_OF_A_MEMBER
        if self._of[who] >= most:
            yield False
            return
        self._of[who] += 1
        try:
            yield True
        finally:
            self._of[who] -= 1
            if not self._of[who]:
                del self._of[who]


def who_is(look: Look, request: HttpRequest) -> str:
    """A member counts as themselves, a visitor as their network."""
    actor = look.listener.actor
    return f"member:{actor.id}" if actor.is_person else f"net:{network_of(request)}"
