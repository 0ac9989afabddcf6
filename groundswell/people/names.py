"""Names and words that people show: any language, nothing that hides, misleads or breaks a line."""

import re
import unicodedata

from django.utils.translation import gettext as _

from groundswell.kernel.errors import Invalid
from groundswell.people.handles import is_one_script

LONGEST = 60
_MOST_MARKS = 3
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SPELLING = re.compile(r"(?<=[\u0620-\u06ff])\u200c(?=[\u0620-\u06ff])")
_ADDRESS = re.compile(
    r"(?i)://|\bwww\.|[/\\@]|[^\W_]\.(?:com|org|net|edu|gov|info|biz|io|co|me|app|dev|xyz|site|shop|online|link|ru|cn|"
    r"de|uk|eu|fr|nl|pl|it|es|us|top|club|live|click|ly|gg|tv|ai)\b"
)


def checked_name(text: str) -> str:
    """The name as we keep it; raises Invalid with the sentence that says what is wrong."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not any(letter.isalpha() for letter in name):
        raise Invalid(_("Please say what people should call you."), "name")
    if len(name) > LONGEST:
        raise Invalid(_("A name has at most 60 characters."), "name")
    if hides_something(name):
        raise Invalid(_("This name contains characters that cannot be seen. Please type it anew."), "name")
    if _ADDRESS.search(name):
        raise Invalid(_("A name must not look like a web or e-mail address."), "name")
    if not all(is_one_script(word) for word in name.split()):
        raise Invalid(
            _("Write each word of the name in one script, so that nobody can imitate another."), "name"
        )
    return name


def checked_words(text: str, field: str) -> str:
    """A short text of several lines, without anything that hides."""
    words = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if hides_something(words.replace("\n", " ").replace("\t", " ").replace("\u200d", "")):
        raise Invalid(_("This text contains characters that cannot be seen. Please type it anew."), field)
    return words


def hides_something(text: str) -> bool:
    """Whether there are controls, bidi overrides, zero-width or private characters, or towers of marks.

    A zero-width non-joiner between Arabic letters is spelling, as in Persian, and hides nothing.
    """
    tower = 0
    for letter in _SPELLING.sub("", text):
        category = unicodedata.category(letter)
        if category in _HIDDEN:
            return True
        tower = tower + 1 if category in {"Mn", "Me"} else 0
        if tower > _MOST_MARKS:
            return True
    return False
