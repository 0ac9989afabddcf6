"""Where a mention begins and ends: `@` and a handle of any script, without the punctuation after it."""

import unicodedata
from typing import Final

from groundswell.topics.rendering.limits import MAX_HANDLE

_JOINTS: Final = "_.-"
_NOT_BEFORE: Final = frozenset("@/=&?#.+-$\\")


def handle_after(text: str, at: int) -> str:
    """Return the handle whose `@` stands at `at`, or nothing.

    A handle begins with a letter, digit or `_` and ends with a letter or digit.
    """
    if at > 0 and _joins(text[at - 1]):
        return ""
    end = at + 1
    last = min(len(text), end + MAX_HANDLE + 1)
    while end < last and _is_part(text[end]):
        end += 1
    handle = text[at + 1 : end].rstrip(_JOINTS)
    begins_well = bool(handle) and (handle[0].isalnum() or handle[0] == "_")
    return handle if begins_well and len(handle) <= MAX_HANDLE else ""


def _joins(character: str) -> bool:
    """Whether `@` after this belongs to a word, as in an address; scripts without case join no words so."""
    is_cased = character.lower() != character.upper()
    return is_cased or character in _NOT_BEFORE or (character.isascii() and character.isalnum())


def _is_part(character: str) -> bool:
    return character.isalnum() or character in _JOINTS or unicodedata.category(character)[0] == "M"
