"""What is aimed for, in words: exact, as it was typed, and how that stands."""

from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from groundswell.power.engine.catalogue import Unit

_GAP = "\N{NO-BREAK SPACE}"
_HUNDRED = 100


def typed(value: float, unit: Unit) -> float:
    """The number as stewards write it: a share in per cent."""
    return round(value * _HUNDRED, 6) if unit is Unit.SHARE else round(value, 6)


def said(value: float | None, unit: Unit) -> str:
    """The number as it was meant, with its sign."""
    if value is None:
        return "—"
    number = number_format(f"{typed(value, unit):g}" if value < 1e6 else round(value), force_grouping=True)  # noqa: PLR2004
    return f"{number}{_GAP}%" if unit is Unit.SHARE else number


class Bounds(Protocol):
    """What is aimed for, wherever it is kept."""

    @property
    def floor(self) -> float | None: ...
    @property
    def target(self) -> float | None: ...


def stands(aim: Bounds | None, value: float | None, unit: Unit) -> list[str]:
    """The target and whether it is met, and that a reading fell under its floor, if it did."""
    if aim is None:
        return []
    found = (_target(aim.target, value, unit), _floor(aim.floor, value, unit))
    return [each for each in found if each]


def _target(target: float | None, value: float | None, unit: Unit) -> str:
    if target is None:
        return ""
    told = {"target": said(target, unit)}
    if value is None:
        return _("Target %(target)s.") % told
    met = value >= target
    return _("Target %(target)s: met.") % told if met else _("Target %(target)s: not met yet.") % told


def _floor(floor: float | None, value: float | None, unit: Unit) -> str:
    if floor is None or value is None or value >= floor:
        return ""
    return _("Under the floor of %(floor)s.") % {"floor": said(floor, unit)}
