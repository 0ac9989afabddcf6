"""What a definition says, and where all of them are found: by the name of the measure."""

from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise

from groundswell.kernel.registry import Registry

Words: TypeAlias = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """The words of one measure. Its least n, window and exclusions stand in the catalogue.

    `sentence` says to members what it tells; `formula` says how it is reckoned, in words and plain
    mathematics; `counted` is what n counts, `unit` what the value counts; `source` has a year; `blind` is
    what it cannot see.
    """

    measure: str
    title: Words
    sentence: Words
    formula: Words
    unit: Words
    counted: Words
    source: Words
    blind: Words


definitions: Registry[Definition] = Registry("definitions")


def define(*told: Definition) -> None:
    """Add a family's definitions."""
    for each in told:
        definitions.add(each.measure, each)
