"""The few words that a translated text says in its own voice; a writer may give them in another language."""

import re
from dataclasses import dataclass

_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#!|&~$]")


@dataclass(frozen=True, slots=True)
class Wording:
    """`{name}` is what the author called the file."""

    image: str = "Image not carried over: {name}"
    nameless: str = "Image or file not carried over"
    file: str = "File not carried over: {name}"
    poll: str = "There was a poll here; its votes were not carried over."
    spoiler: str = "Spoiler:"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\g<0>", text)
