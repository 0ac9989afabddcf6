"""The place of a value among others."""

from collections.abc import Sequence


def mid_rank(value: float, past: Sequence[float]) -> float:
    """The share of `past` that is below `value`, those equal to it counting half. `past` is not empty."""
    if not past:
        raise ValueError("There is no place among nothing.")
    below = sum(each < value for each in past)
    equal = sum(each == value for each in past)
    return (below + equal / 2) / len(past)
