"""The families of measures, in the order in which people ask: who is here, who stays, who talks with whom."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Words
from groundswell.power.engine.catalogue import Measure

T = TypeVar("T")
_FAMILIES: Mapping[str, Words] = {
    "reach": _("Who is here"),
    "growth": _("Who comes and who goes"),
    "retention": _("Who comes back"),
    "staying": _("How long people stay"),
    "newcomers": _("How newcomers fare"),
    "answering": _("How topics are answered"),
    "load": _("On whom it rests"),
    "writing": _("How evenly people write"),
    "cohesion": _("Who talks with whom"),
    "groups": _("Who belongs together"),
    "influence": _("Who is heard"),
    "doing": _("What is done in the world"),
}
_REST = _("And besides")


def by_family(found: Iterable[T], measure_of: Callable[[T], Measure]) -> list[tuple[Words, list[T]]]:
    """Family by family with its title, each in the order in which it was found; the unnamed last."""

    def place(each: T) -> int:
        family = _family(measure_of(each))
        return [*_FAMILIES].index(family) if family in _FAMILIES else len(_FAMILIES)

    titles = [*_FAMILIES.values(), _REST]
    return [(titles[at], [*members]) for at, members in groupby(sorted(found, key=place), key=place)]


def _family(measure: Measure) -> str:
    """The module that computes it: `….measures.answering:time_to_answer`."""
    return measure.computed_by.partition(":")[0].rpartition(".")[2]
