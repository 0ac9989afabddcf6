"""How much one post may hold, and the sentence for the writer who asks for more.

Every limit bounds work: without them a few kilobytes of brackets, quotes or table cells
keep a parser, or each reader's browser, busy for far longer than any post is worth.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MAX_LENGTH: Final = 65_536
MAX_NESTING: Final = 20
MAX_QUOTE_DEPTH: Final = 3
MAX_ADDRESS: Final = 2_000
MAX_LINK_TITLE: Final = 300
MAX_HANDLE: Final = 60
MAX_CANDIDATES: Final = 1_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one source may hold.

    References are links, pictures, mentions and quotes; handles are the members mentioned.
    """

    length: int = MAX_LENGTH
    lines: int = 5_000
    references: int = 500
    handles: int = 50
    cells: int = 3_000


LIMITS: Final = Limits()
IMPORT_LIMITS: Final = Limits(length=262_144, lines=20_000, references=2_000, handles=200, cells=12_000)


class Fault(StrEnum):
    """Why a source was refused; the value is the name of the limit it broke."""

    LENGTH = "length"
    LINES = "lines"
    REFERENCES = "references"
    HANDLES = "handles"
    CELLS = "cells"


def _marked(sentence: str) -> str:
    return sentence


N_: Callable[[str], str] = _marked  # Babel collects what stands in N_(); the caller translates.

SENTENCES: Final = {
    Fault.LENGTH: N_("This text is too long: a post holds at most %(limit)d characters."),
    Fault.LINES: N_("This text has too many lines: a post holds at most %(limit)d."),
    Fault.REFERENCES: N_("This text has too many links and mentions: a post holds at most %(limit)d."),
    Fault.HANDLES: N_("This text mentions too many people: a post can mention at most %(limit)d."),
    Fault.CELLS: N_("The tables in this text are too large: a post holds at most %(limit)d cells."),
}


class Unrenderable(ValueError):
    """The source breaks a limit; `sentence % {"limit": limit}` tells the writer which."""

    def __init__(self, fault: Fault, limits: Limits) -> None:
        self.fault = fault
        self.limit: int = getattr(limits, fault.value)
        self.sentence = SENTENCES[fault]
        super().__init__(self.sentence % {"limit": self.limit})
