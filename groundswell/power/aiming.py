"""What is aimed for, in words: exact, as it was typed, and how that stands."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from groundswell.power.engine.catalogue import Unit
from groundswell.power.queries.targets import Aimed

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


def floor_words(aim: Aimed | None, value: float | None, unit: Unit) -> str:
    """That a reading fell under its floor, if it did."""
    if aim is None or aim.floor is None or value is None or value >= aim.floor:
        return ""
    return _("Under the floor of %(floor)s.") % {"floor": said(aim.floor, unit)}


def target_words(aim: Aimed | None, value: float | None, unit: Unit) -> str:
    """The target, and whether it is met."""
    if aim is None or aim.target is None:
        return ""
    told = {"target": said(aim.target, unit)}
    if value is None:
        return _("Target %(target)s.") % told
    met = value >= aim.target
    return _("Target %(target)s: met.") % told if met else _("Target %(target)s: not met yet.") % told
