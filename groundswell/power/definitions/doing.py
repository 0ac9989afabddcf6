"""Doing: what its measure means."""

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Definition, define

define(
    Definition(
        measure="did_per_hundred",
        title=_("Did something in the world"),
        sentence=_("Of a hundred people who took part in twelve weeks, so many did more than talk."),
        formula=_(
            "100 × people who attended, delivered what they had pledged, welcomed somebody or carried out "
            "another task ÷ people who did anything on purpose, both within 84 days."
        ),
        unit=_("people of a hundred"),
        counted=_("people who took part"),
        source=_("Ours, 2026; the interval is Wilson's (1927)."),
        blind=_("What was done and never told here, and whether it changed anything."),
    ),
)
