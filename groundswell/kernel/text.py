"""What people type, made fit to keep: nothing that hides, disguises, breaks a line or breaks a database."""

import re
import unicodedata

# NUL and other controls, lone surrogates, private use, noncharacters; the marks that turn or overrule the
# direction of letters; and the characters of no width, but for the two joiners, which scripts and emoji need.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e001f\U000f0000-\U0010ffff]"
)
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def one_line(text: str) -> str:
    """The words of a title or a name, with single spaces between them; empty where nothing can be seen."""
    line = " ".join(_fit(text.replace("\n", " ")).split())
    return line if has_ink(line) else ""


def lines(text: str) -> str:
    """A few words that may have several lines; empty where nothing can be seen."""
    words = _fit(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return words if has_ink(words) else ""


def has_ink(text: str) -> bool:
    """Whether there is anything that an eye can see."""
    return any(
        unicodedata.category(letter)[0] not in "CZM" and letter not in _BLANK_LETTERS for letter in text
    )


def _fit(text: str) -> str:
    return unicodedata.normalize("NFC", _UNFIT.sub("", text))
