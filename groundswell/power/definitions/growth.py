"""Growth: what its measures mean."""

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Definition, define

_ACTIVE = _("active people")

define(
    Definition(
        measure="growth",
        title=_("Who came, stayed, returned and stopped"),
        sentence=_(
            "So many more people, or fewer, were active than in the four weeks before, and this is why."
        ),
        formula=_(
            "By periods of 28 days: active = new + retained + resurrected; stopped = active before − "
            "retained; net = new + resurrected − stopped. New: never active before. Resurrected: active "
            "once, not in the period before. The quick ratio is (new + resurrected) ÷ stopped. Counted."
        ),
        unit=_("people more or fewer"),
        counted=_("people active in the last period or the one before"),
        source=_("Growth accounting, as in Hsu, Diligence at Social Capital, 2015; in whole weeks, ours."),
        blind=_("Why people came and why they stopped; and whoever only rested for four weeks."),
    ),
    Definition(
        measure="stickiness",
        title=_("How often people come"),
        sentence=_("On a mean day, so many of the people of four weeks were active."),
        formula=_(
            "The mean over people active in 28 days of the days on which each was active ÷ 28; the same by "
            "weeks. Wilson's interval, for as many independent days as vary like people do."
        ),
        unit=_("share of active people"),
        counted=_ACTIVE,
        source=_("Daily over monthly active people, common since 2009; with weeks beside it."),
        blind=_(
            "Whether coming daily is good: a community that meets weekly is low here and lacks nothing. "
            "Two communities cannot be compared by it."
        ),
    ),
    Definition(
        measure="kept",
        title=_("Kept"),
        sentence=_(
            "Of the people who were active in the four weeks before, so many were active in these four."
        ),
        formula=_(
            "People with a deliberate act both in the 28 days and in the 28 days before, ÷ those with one "
            "in the 28 days before. Wilson's interval."
        ),
        unit=_("share of people active before"),
        counted=_("people active in the 28 days before"),
        source=_("Retained share of the last period's active people; interval by Wilson, 1927."),
        blind=_("Whoever stays and only reads; why others left; and people who come every other month."),
    ),
)
