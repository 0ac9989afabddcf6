"""What every measure means, in words for members: a module a family, as in `engine/measures/`."""

from groundswell.power.definitions import (
    answering,
    doing,
    growth,
    load,
    newcomers,
    reach,
    readings,
    retention,
    staying,
    together,
    writing,
)
from groundswell.power.definitions.definition import Definition, definitions
from groundswell.power.definitions.excluded import EXCLUDED

__all__ = [
    "EXCLUDED",
    "Definition",
    "answering",
    "definitions",
    "doing",
    "growth",
    "load",
    "newcomers",
    "reach",
    "readings",
    "retention",
    "staying",
    "together",
    "writing",
]
