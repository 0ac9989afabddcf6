"""power.v1: what it means, what it is not for, and what it lacks."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Definition, Words
from groundswell.power.engine.readings.reading import Lacks

# No measure of the catalogue: it is reckoned from the eight and from what is aimed for in each.
INDEX = Definition(
    measure="power",
    title=_("One number beside the eight"),
    sentence=_("How much of the way to your own targets you have come, in all eight readings together."),
    formula=_(
        "100 × the geometric mean of how far each of the eight has come from its floor to its target, as "
        "these stood when the week ended; each from 0.01 to 1, all weighing the same. The first range: "
        "people are drawn again a thousand times, with all that they did, for all eight at once (95 %). The "
        "second: the least and the most under a thousand other weights, drawn evenly from all there are."
    ),
    unit=_("of 100"),
    counted=_("readings"),
    source=_(
        "Geometric aggregation as in the Human Development Index since 2010; weights by chance as the "
        "OECD/JRC Handbook on Constructing Composite Indicators, 2008, advises; ours, 2026."
    ),
    blind=_(
        "All that the eight cannot see; and whether the targets are worth reaching: it rises when you aim "
        "lower."
    ),
)
NOT_FOR = _(
    "It is not for ranking communities, nor people, nor for anybody’s pay, and no experiment is judged by "
    "it. Strengths do not go together, and weights are a matter of opinion: look at the eight first."
)
LACKS: Mapping[Lacks, Words] = {
    Lacks.NOT_SEEN: _("Nothing known yet: %(readings)s."),
    Lacks.TOO_FEW: _("Too few to tell: %(readings)s."),
    Lacks.NO_VALUE: _("Without a figure: %(readings)s."),
    Lacks.NO_TARGET: _("Without a floor and a target when the week ended: %(readings)s."),
    Lacks.NO_SAMPLE: _("Without a way to draw people again: %(readings)s."),
}
