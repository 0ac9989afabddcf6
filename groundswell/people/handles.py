"""Handles: short names that nobody can imitate.

A handle is kept folded; its key is what the eye sees: letters that look alike count as one letter.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from confusable_homoglyphs import categories, confusables
from django.utils.translation import gettext as _

from groundswell.kernel.errors import Invalid

SHORTEST, LONGEST = 3, 30
_MARKS = "_.-"
_WORD = r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff])*"
_SHAPE = re.compile(rf"{_WORD}(?:[_.\-]{_WORD})*")
_TOGETHER = (frozenset({"HAN", "HIRAGANA", "KATAKANA"}), frozenset({"HAN", "HANGUL"}))
_ANY_SCRIPT = frozenset({"COMMON", "INHERITED", "UNKNOWN"})
_LOOKS_LIKE = str.maketrans({"0": "o", "1": "l", "|": "l"})
_PLAYED = str.maketrans("013457", "oieast")
_PAIRS = (("rn", "m"), ("vv", "w"))
RESERVED = frozenset((Path(__file__).parent / "reserved.txt").read_text("utf-8").split())


def checked_handle(text: str) -> str:
    """The handle as we keep it; raises Invalid with the sentence that says what is wrong."""
    handle = folded(text)
    if not SHORTEST <= len(handle) <= LONGEST:
        raise Invalid(_("A handle has 3 to 30 letters or digits."), "handle")
    if not _SHAPE.fullmatch(handle):
        raise Invalid(
            _("A handle is made of letters and digits, with single dots, dashes or underscores between."),
            "handle",
        )
    if not any(letter.isalpha() for letter in handle):
        raise Invalid(_("A handle needs at least one letter."), "handle")
    if not is_one_script(handle):
        raise Invalid(_("A handle is written in one script, so that nobody can imitate another."), "handle")
    if not _reserved_keys().isdisjoint({handle_key(handle), handle_key(handle.translate(_PLAYED))}):
        raise Invalid(
            _("This handle could be mistaken for an office of the community. Please choose another."),
            "handle",
        )
    return handle


def folded(text: str) -> str:
    """Compatibility forms and capitals folded away, as in 'Ａda' → 'ada'."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.strip()).casefold())


def handle_key(handle: str) -> str:
    """What the eye sees: two handles with one key cannot both exist."""
    plain = "".join(_prototype(letter) for letter in unicodedata.normalize("NFD", folded(handle)))
    plain = plain.translate(_LOOKS_LIKE)
    for pair, single in _PAIRS:
        plain = plain.replace(pair, single)
    return "".join("-" if letter in _MARKS else letter for letter in plain)[:120]


def is_one_script(text: str) -> bool:
    """Whether all letters belong to one script, or to scripts that are written together."""
    scripts = {categories.alias(letter) or "UNKNOWN" for letter in text} - _ANY_SCRIPT
    return len(scripts) < 2 or any(scripts <= together for together in _TOGETHER)  # noqa: PLR2004


def suggested_handle(name: str, is_taken: Callable[[str], bool]) -> str:
    """A free handle near a name: 'Rasa Simkutė' → 'rasa.simkute', then 'rasa.simkute2'."""
    base = _base(name)
    for number in range(1, 10_000):
        suffix = "" if number == 1 else str(number)
        candidate = base[: LONGEST - len(suffix)].rstrip(_MARKS) + suffix
        if _is_fine(candidate) and not is_taken(handle_key(candidate)):
            return candidate
    raise Invalid(_("Please choose a handle yourself."), "handle")


def _base(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded(name)) if unicodedata.category(c) != "Mn")
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", bare))
    base = ".".join(words)[:LONGEST].strip(_MARKS)
    has_letter = any(letter.isalpha() for letter in base)
    if len(base) >= SHORTEST and has_letter and is_one_script(base):
        return base
    return f"member{base if base.isascii() else ''}"


def _is_fine(handle: str) -> bool:
    try:
        return checked_handle(handle) == handle
    except Invalid:
        return False


@lru_cache(maxsize=1)
def _reserved_keys() -> frozenset[str]:
    return frozenset(handle_key(word) for word in RESERVED)


@lru_cache(maxsize=4096)
def _prototype(letter: str) -> str:
    """The plain letter that this one looks like, if there is one; else itself."""
    if letter.isascii():
        return letter
    alike: set[str] = {each["c"].casefold() for each in confusables.confusables_data.get(letter, ())}
    plain = sorted(each for each in alike if len(each) == 1 and each.isascii() and each.isalnum())
    return plain[0] if plain else min({letter, *(each for each in alike if len(each) == 1)})
