"""`make docs`: write docs/map.md and the generated pages of docs/reference/ from the code.

tests/architecture/test_docs.py fails where they no longer say what the code says.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tools import reading
from tools.environment import ROOT
from tools.measured import written_measures

if TYPE_CHECKING:
    from groundswell.kernel.ledger import Event

MADE = "<!-- Made by `make docs` from the code; change the code, not this page. -->"
Lines = Iterator[str]


@dataclass(frozen=True, slots=True)
class Route:
    address: str
    name: str
    view: str


def pages() -> dict[str, str]:
    """Each generated page by its path."""
    writers: dict[str, Callable[[], Lines]] = {
        "docs/map.md": written_map,
        "docs/reference/events.md": written_events,
        "docs/reference/permissions.md": written_permissions,
    }
    if "groundswell.power" in settings.FEATURES:
        writers["docs/reference/measures.md"] = lambda: written_measures(MADE)
    return {path: "\n".join([*writer(), ""]) for path, writer in writers.items()}


def written_map() -> Lines:
    yield from ("# Map", "", MADE, "", "Each feature: where it answers, what it does, and what it remembers.")
    found = list(routes(get_resolver()))
    for feature in reading.features():
        own = [route for route in found if route.view.startswith(f"groundswell.{feature.name}.")]
        yield from ("", f"## {feature.name}", "", feature.sentence)
        yield from table("Address", "Name", ((f"`{route.address}`", f"`{route.name}`") for route in own))
        yield from table("Action", "", ((f"`{line.name}`", line.sentence) for line in feature.actions()))
        yield from rights(feature)
        yield from table("Event", "", ((f"`{name}`", sentence) for name, sentence in events_of(feature)))


def rights(feature: reading.Feature) -> Lines:
    rows = (
        (subject.name, ", ".join(f"`{verb}`" for verb in subject.verbs())) for subject in feature.subjects()
    )
    yield from table("Rights over", "", rows)


def all_events() -> list["Event"]:
    from groundswell.kernel.ledger import all_events as every_event  # noqa: PLC0415 - once Django is ready

    return every_event()


def events_of(feature: reading.Feature) -> list[tuple[str, str]]:
    return [
        (event.name, event.sentence) for event in all_events() if event.name.split(".")[0] == feature.name
    ]


def written_events() -> Lines:
    yield from ("# Events", "", MADE, "")
    yield "What the ledger can hold. A code or name, once given, is never given again."
    yield "The level says how much of taking part an event is; measures count people by it."
    yield from ("", "| Code | Name | Version | Level | What happened |", "| ---: | --- | ---: | --- | --- |")
    for event in all_events():
        level = "" if event.level is None else event.level.name.lower()
        yield f"| {event.code} | `{event.name}` | {event.version} | {level} | {event.sentence} |"


def written_permissions() -> Lines:
    yield from ("# Permissions", "", MADE, "")
    yield "A right is a verdict: yes, or no with the sentence that the person reads."
    for feature in reading.features():
        for subject in feature.subjects():
            yield from ("", f"## {subject.name} ({feature.name})")
            yield from ("", subject.sentence) if subject.sentence else ()
            rows = ((f"`{verb}`", "<br>".join(subject.refusals(verb))) for verb in subject.verbs())
            yield from table("May", "Or reads", rows)


def table(first: str, second: str, rows: Iterable[tuple[str, str]]) -> Lines:
    """A table of two columns, with an empty line before it; nothing for no rows."""
    lines = [f"| {one} | {other} |".replace("|  |", "| |") for one, other in rows]
    if lines:
        yield from ("", f"| {first} | {second} |".replace("|  |", "| |"), "| --- | --- |", *lines)


def routes(resolver: URLResolver, prefix: str = "/", space: str = "") -> Iterator[Route]:
    """Every address that is answered, with the view's module and name."""
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            yield from routes(entry, address, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield Route(address, f"{space}{entry.name or ''}", entry.lookup_str)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    django.setup()
    # Nothing need have been collected: the page of deploy/ names no file.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    for path, text in pages().items():
        file = ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        print(path)


if __name__ == "__main__":
    main()
