"""How much, how long and how many: what the front takes from one client and from all together."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes and seconds. A body may take `patience` and one second more for every `slowest` bytes of it."""

    largest_body: int = 4 * 2**20
    kept_in_memory: int = 256 * 2**10
    patience: float = 20
    slowest: int = 8 * 2**10
    threads: int = 3
    waiting: int = 200
