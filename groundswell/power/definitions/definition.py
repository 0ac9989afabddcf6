"""What a definition says, and where all of them are found: by the name of the measure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from django.utils.functional import Promise

from groundswell.kernel.registry import Registry

Words: TypeAlias = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """The words of one measure. Its least n, window and exclusions stand in the catalogue.

    `sentence` says to members what it tells; `formula` says how it is reckoned, in words and plain
    mathematics; `counted` is what n counts, `unit` what the value counts; `source` has a year; `blind` is
    what it cannot see. For its chart: `drawn` says what its curve or lines are, `watched` who stands behind
    them, `names` what its parts are called, in their order. `is_difference` of shares: said in points.
    """

    measure: str
    title: Words
    sentence: Words
    formula: Words
    unit: Words
    counted: Words
    source: Words
    blind: Words
    drawn: Words = ""
    watched: Words = ""
    names: Mapping[str, Words] = field(default_factory=dict)
    is_difference: bool = False


definitions: Registry[Definition] = Registry("definitions")


def define(*told: Definition) -> None:
    """Add a family's definitions."""
    for each in told:
        definitions.add(each.measure, each)
