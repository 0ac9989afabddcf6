"""The text as its writer sent it, less the few characters that no post may hold."""

import re
from typing import Final

# Private use: our placeholders. Surrogates and NUL: no database takes them. Control characters: no feed.
# The two overrides turn the direction of letters themselves, which only serves to disguise text.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]"
)
_MARKUP: Final = re.compile(r"([\\\[\]`*_<>&!@])")


def cleaned(text: str) -> str:
    """Drop what no post may hold, and end lines as Unix does; for sources before they are stored."""
    return without_forbidden(text.replace("\r\n", "\n").replace("\r", "\n"))


def without_forbidden(text: str) -> str:
    """Drop what no post may hold; also for text that entities or encoded addresses have brought in."""
    return _FORBIDDEN.sub("", text) if _FORBIDDEN.search(text) else text


def quoting(text: str, *, name: str, post: int) -> str:
    """Write a passage of somebody's post as the Markdown that `render` reads as a quote."""
    marked = _MARKUP.sub(r"\\\1", " ".join(name.split()))
    lines = [f"[{marked}](/p/{post}/) wrote:", "", *cleaned(text).strip().split("\n")]
    return "".join(f"> {line}".rstrip() + "\n" for line in lines)
