"""Load: what its measures mean."""

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Definition, define

_AS_MANY = _("people, if all did the same")
_SOURCE = _("Effective number, 1 ÷ the chance that two are of one: Simpson, 1949; Hill, 1973.")
_BLIND = _(
    "Work that nobody sees: reading along, calming, inviting, keeping the place in order; and its weight."
)
_FORMULA = _(
    "1 ÷ the chance that two first answers, taken by lot, are by one person. Six people of whom one gives "
    "most answers may be as two. Never more than were seen to answer; the interval, which leaves out each "
    "topic in turn, on a scale of logarithms, says whether there may be more. Where it ends at more than "
    "four times its beginning, no figure is told."
)

define(
    Definition(
        measure="effective_answerers",
        title=_("On how many answering rests"),
        sentence=_("Topics get their first answers as if so many people did the same share of it."),
        formula=_FORMULA,
        unit=_AS_MANY,
        counted=_("topics that were answered"),
        source=_SOURCE,
        blind=_BLIND,
    ),
    Definition(
        measure="effective_welcomers",
        title=_("On how many welcoming rests"),
        sentence=_("Newcomers get their first answers as if so many people did the same share of it."),
        formula=_FORMULA,
        unit=_AS_MANY,
        counted=_("newcomers who were answered"),
        source=_SOURCE,
        blind=_BLIND,
    ),
    Definition(
        measure="shared_load",
        title=_("Shared load"),
        sentence=_("The work that fewest people share rests on as many as this."),
        formula=_(
            "The least of the effective numbers of people who answer and who welcome, of those with at least "
            "20 pieces of work. Its bounds are the least of their bounds; where these are more than four "
            "times apart, no figure is told. With the team; beside it, without."
        ),
        unit=_AS_MANY,
        counted=_("active people, who might share it"),
        source=_("The least over functions is the honest one: ours, 2026, after CHAOSS, absence factor."),
        blind=_BLIND,
    ),
    Definition(
        measure="absence_factor",
        title=_("How few do half of it"),
        sentence=_("If so many people stayed away, half of the work would be left undone."),
        formula=_(
            "The fewest people who together gave at least half of the first answers; the same for first "
            "answers to newcomers; the lesser of both. Writing as such stands beside it. Counted."
        ),
        unit=_("people"),
        counted=_("pieces of work of that function"),
        source=_("Contributor absence factor (CHAOSS, 2022), taken for each function."),
        blind=_BLIND,
    ),
)
