"""The page of all measures: what each means, from the catalogue and from its words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundswell.power.definitions import Definition
    from groundswell.power.engine.catalogue import Measure

_INTRODUCTION = (
    "Each measure, with what it rests on. A value stands beside its n and its 95 % interval; below the least "
    "n it is too few to tell. An id is never used again for another formula: what is reckoned otherwise is a "
    "new version."
)
_FOR_ONE = (
    "This one is told to the person whom it is about, and to a steward who looks at one person and is named "
    "to them. It is kept of the last week alone, and stands in no report, table or export."
)


def written_measures(made: str) -> Iterator[str]:
    """The page's lines; `made` says how it came to be."""
    from groundswell.power.definitions import definitions  # noqa: PLC0415 - once Django is ready
    from groundswell.power.engine.catalogue import measures  # noqa: PLC0415

    yield from ("# Measures", "", made, "", _INTRODUCTION)
    for measure in measures:
        yield from _section(measure, definitions[measure.name])
    yield from _index()
    yield from _told_to_one()


def _told_to_one() -> Iterator[str]:
    """Influence, which is declared nowhere: it is no measure of the community."""
    from groundswell.power.definitions.influence import INFLUENCE as WORDS  # noqa: PLC0415
    from groundswell.power.definitions.influence import PARTS  # noqa: PLC0415
    from groundswell.power.engine.catalogue.influence import INFLUENCE  # noqa: PLC0415

    yield from _section(INFLUENCE, WORDS)
    yield from (f"| {part.title} | {part.formula} |" for part in PARTS.values())
    yield from ("", _FOR_ONE)


def _index() -> Iterator[str]:
    """The number that is no measure."""
    from groundswell.power.definitions.index import INDEX, NOT_FOR  # noqa: PLC0415 - once Django is ready

    yield from ("", f"## {INDEX.title}", "", f"`power.v1` · {INDEX.sentence} {NOT_FOR}", "")
    yield from ("| | |", "| --- | --- |", f"| How | {INDEX.formula} |", f"| Value | {INDEX.unit} |")
    yield from (f"| Cannot see | {INDEX.blind} |", f"| Source | {INDEX.source} |")


def _section(measure: "Measure", words: "Definition") -> Iterator[str]:
    from groundswell.power.definitions import EXCLUDED  # noqa: PLC0415

    excluded = sorted(str(EXCLUDED[each]) for each in measure.excludes)
    parameters = ", ".join(f"{name} {value:g}" for name, value in measure.parameters.items())
    yield from (
        "",
        f"## {words.title}",
        "",
        f"`{measure.id}` · {words.sentence}",
        "",
        "| | |",
        "| --- | --- |",
    )
    rows = {
        "How": words.formula,
        "Value": words.unit,
        "n counts": f"{words.counted}; at least {measure.minimum}",
        "Window": f"{measure.days} days" if measure.days else "everything up to the cut-off",
        "Parameters": parameters,
        "Leaves out": "; ".join(excluded),
        "Cannot see": words.blind,
        "Source": words.source,
    }
    yield from (f"| {name} | {value} |" for name, value in rows.items() if value)
