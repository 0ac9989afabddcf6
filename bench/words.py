"""A vocabulary that nobody speaks, whose words are as unequal as those of any language.

Frequencies fall as Zipf and Mandelbrot saw them fall. Besides, a few probe words stand in exactly known
shares of all posts, so that whoever measures a search knows what it must find.
"""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

_ONSETS = (*"bdfghklmnprstvw", "bl", "br", "dr", "fl", "gr", "kl", "pl", "st", "tr")
_VOWELS = (*"aeiou", "ai", "ea", "io")
_CODAS = ("", "", "", *"lnrst")
_SYLLABLES = (1, 2, 2, 3, 3, 4)
_SHIFT = 2.7


@dataclass(frozen=True, slots=True)
class Probe:
    """A word that stands in `hits` of every `of` posts, and nowhere else: the vocabulary has no x."""

    word: str
    hits: int
    of: int

    def is_in(self, number: int) -> bool:
        """Whether the post of this number, counted from 0 through the whole corpus, holds the word."""
        return number % self.of < self.hits

    def count(self, posts: int) -> int:
        """In how many of so many posts it stands."""
        whole, rest = divmod(posts, self.of)
        return whole * self.hits + min(rest, self.hits)


PROBES = (
    Probe("maxim", 4, 5),
    Probe("oxbow", 1, 14),
    Probe("saxifrage", 1, 125),
    Probe("foxglove", 1, 1225),
)


class Vocabulary:
    """Words by rank, the most frequent first, drawn with their frequencies."""

    def __init__(self, size: int, seed: int) -> None:
        lot = Random(f"vocabulary {seed}")
        found: dict[str, None] = {}
        while len(found) < size:
            found.setdefault(_word(lot))
        self.words = tuple(found)
        self._heights = tuple(accumulate(1 / (rank + _SHIFT) for rank in range(1, size + 1)))

    def draw(self, lot: Random, count: int) -> list[str]:
        return lot.choices(self.words, cum_weights=self._heights, k=count)

    def share(self, rank: int) -> float:
        """The share of all drawn words that the word of this rank, from 1, is expected to have."""
        return 1 / (rank + _SHIFT) / self._heights[-1]


def _word(lot: Random) -> str:
    parts = [lot.choice(_ONSETS) + lot.choice(_VOWELS) for _ in range(lot.choice(_SYLLABLES))]
    return f"{''.join(parts)}{lot.choice(_CODAS)}"
