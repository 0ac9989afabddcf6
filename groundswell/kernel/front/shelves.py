"""What is kept in memory, in bounds of bytes: what was asked for again stays longest.

A page asked for once stands on a small shelf, and so does every page with a query, however often it is
asked for: addresses can be made up without end, and must not push out the pages that people read.
"""

from collections import OrderedDict
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    @property
    def size(self) -> int: ...


T = TypeVar("T", bound=Sized)


class Shelf(Generic[T]):
    """The least recently asked for goes first."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.size = 0
        self._things: OrderedDict[object, tuple[T, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._things)

    def __contains__(self, key: object) -> bool:
        return key in self._things

    def get(self, key: object) -> T | None:
        found = self._things.get(key)
        if found is None:
            return None
        self._things.move_to_end(key)
        return found[0]

    def put(self, key: object, thing: T) -> None:
        """Its size is counted now; who lets it grow puts it again."""
        self.take(key)
        self._things[key] = (thing, thing.size)
        self.size += thing.size
        while self.size > self.room:
            _key, (_thing, size) = self._things.popitem(last=False)
            self.size -= size

    def take(self, key: object) -> T | None:
        found = self._things.pop(key, None)
        if found is None:
            return None
        self.size -= found[1]
        return found[0]

    def clear(self) -> None:
        self._things.clear()
        self.size = 0


class Shelves(Generic[T]):
    """A quarter of the room for what is new or made up, the rest for what is read."""

    def __init__(self, room: int) -> None:
        self.new: Shelf[T] = Shelf(room // 4)
        self.read: Shelf[T] = Shelf(room - room // 4)

    def get(self, key: object, *, may_stay: bool) -> T | None:
        found = self.read.get(key)
        if found is None and (found := self.new.get(key)) is not None and may_stay:
            self.new.take(key)
            self.read.put(key, found)
        return found

    def put(self, key: object, thing: T) -> None:
        """In place of an older one that is read; else it is new."""
        shelf = self.read if key in self.read else self.new
        shelf.put(key, thing)

    def grown(self, key: object, thing: T) -> None:
        """Count it anew, where it stands."""
        for shelf in (self.read, self.new):
            if shelf.get(key) is thing:
                shelf.put(key, thing)

    def clear(self) -> None:
        self.new.clear()
        self.read.clear()
