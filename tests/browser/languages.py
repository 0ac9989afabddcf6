"""Two languages that nobody speaks: `en-xa` is marked and longer English, `he-xb` runs from right to left.

Their catalogues are made from every sentence that the interface has today, ours, Django's and allauth's,
and compiled into a folder that the served settings name. What is not marked on a page was not marked in
the code.
"""

import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tools.messages import EXTRACT, babel

_PLACEHOLDER = re.compile(r"(%\([a-z_0-9]+\)[sd]|%[sd%]|\{[a-z_0-9]*\}|<[^>]*>|&\w+;|`[^`]*`)", re.IGNORECASE)
_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ",
)
_HEBREW = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "אבגדהוזחטיכלמנסעפצקרשתאבגדאבגדהוזחטיכלמנסעפצקרשתאבגד",
)


def accented(words: str) -> str:
    """Every letter marked, and a third longer, as German would be."""
    return words.translate(_ACCENTED)


def hebrew(words: str) -> str:
    return words.translate(_HEBREW)


MARKS: dict[str, Callable[[str], str]] = {"en-xa": accented, "he-xb": hebrew}


def compile_into(folder: Path) -> None:
    """Write a catalogue of each language below `folder`."""
    folder.mkdir(parents=True)
    template = folder / "django.pot"
    babel("extract", *EXTRACT, f"--output-file={template}", "groundswell")
    messages = [message for file in (template, *_others()) for message in _messages(file)]
    for code, mark in MARKS.items():
        language, _, country = code.partition("-")
        target = folder / f"{language}_{country.upper()}" / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True)
        with target.open("wb") as compiled:
            write_mo(compiled, _catalog(messages, mark))


def _others() -> Iterator[Path]:
    """The sentences of Django and allauth: whatever the language, a file has them in English too."""
    for package, place in {"django": "conf/locale/en", "allauth": "locale/de"}.items():
        spec = find_spec(package)
        assert spec is not None
        assert spec.submodule_search_locations is not None
        yield Path(spec.submodule_search_locations[0]) / place / "LC_MESSAGES" / "django.po"


def _messages(file: Path) -> Iterator[Message]:
    with file.open("rb") as source:
        yield from (message for message in read_po(source) if message.id)


def _catalog(messages: list[Message], mark: Callable[[str], str]) -> Catalog:
    catalog = Catalog(locale="en", fuzzy=False)
    for message in messages:
        pattern_free = message.id if isinstance(message.id, str) else tuple(message.id)
        catalog.add(pattern_free, _translated(pattern_free, mark), context=message.context)
    return catalog


def _translated(text: str | tuple[str, ...], mark: Callable[[str], str]) -> str | tuple[str, ...]:
    if isinstance(text, str):
        return _marked(text, mark)
    return tuple(_marked(each, mark) for each in text)


def _marked(text: str, mark: Callable[[str], str]) -> str:
    """The text in the language, with its placeholders as they were, and some letters longer."""
    parts = _PLACEHOLDER.split(text)
    said = "".join(part if index % 2 else mark(part) for index, part in enumerate(parts))
    return f"{said} {'·' * (len(text) // 20 + 1)}" if mark is accented and " " in text else said
