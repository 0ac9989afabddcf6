"""The families of measures, in the order in which people ask: who is here, who stays, who talks with whom."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Words
from groundswell.power.engine.catalogue import Measure

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


def place_of(measure: Measure) -> int:
    """Where a measure's family comes; those that nobody has named come last."""
    family = _family(measure)
    return [*_FAMILIES].index(family) if family in _FAMILIES else len(_FAMILIES)


def title_of(measure: Measure) -> Words:
    return _FAMILIES.get(_family(measure), _REST)


def _family(measure: Measure) -> str:
    """The module that computes it: `….measures.answering:time_to_answer`."""
    return measure.computed_by.partition(":")[0].rpartition(".")[2]
