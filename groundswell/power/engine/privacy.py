"""What of a result may be shown to many: nothing that tells of one to four people. No numpy here."""

from collections.abc import Iterator
from dataclasses import replace

from groundswell.power.engine.results import Parts, Result, Series

FEWEST = 5


def shareable(result: Result) -> Result:
    """The result of a measure whose shape counts people, without it where a count is of one to four.

    The shape goes whole, so that nothing is found by subtraction.
    """
    return replace(result, shape=None) if any(0 < count < FEWEST for count in _counts(result)) else result


def _counts(result: Result) -> Iterator[float]:
    if isinstance(result.shape, Parts):
        yield from result.shape.counts.values()
    elif isinstance(result.shape, Series):
        yield from (value for line in result.shape.lines.values() for value in line if value is not None)
