"""Retention: what its measure means."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Definition, define

# A year of brackets, as many as the measure follows.
_PERIODS = 13

define(
    Definition(
        measure="cohort_retention",
        title=_("Who is still there, by when they began"),
        sentence=_("Of those who began, so many were active again in their second four weeks."),
        formula=_(
            "People with a deliberate act in days 29 to 56 since their own first act, ÷ all people of the "
            "weeks whose 56 days are over for everybody; and so on for each later period of 28 days. People "
            "are taken by the week in which they began; weeks in which few began are joined until there are "
            "five. Wilson's interval."
        ),
        unit=_("share of people who began"),
        counted=_("people whose second four weeks are over"),
        source=_("Retention by cohort within brackets of days; interval by Wilson, 1927."),
        blind=_("Whoever stays and only reads; and whether those who left had found what they came for."),
        names={
            str(period): format_lazy(_("In four weeks no. {number}"), number=period + 1)
            for period in range(1, _PERIODS)
        },
    ),
)
