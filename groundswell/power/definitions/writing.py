"""Writing: what its measures mean."""

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Definition, define

_PEOPLE = _("people who wrote")
_BLIND = _(
    "How long and how good a post is; and how large the community was: it rises by itself as people join, "
    "because newcomers write once. It is no target."
)

define(
    Definition(
        measure="writing_gini",
        title=_("How unevenly people write"),
        sentence=_("From 0, where all who wrote did so equally often, to 1, where one wrote everything."),
        formula=_(
            "Gini's coefficient of topics and replies by person among those who wrote, times n ÷ (n − 1), "
            "without which few people never look unequal. Beside it, the same with active people who wrote "
            "nothing. Counted: these are the window's own people."
        ),
        unit=_("from 0 to 1"),
        counted=_PEOPLE,
        source=_("Gini, 1912; corrected for few people as in Deltas, 2003."),
        blind=_BLIND,
    ),
    Definition(
        measure="writing_shares",
        title=_("What the busiest tenth writes"),
        sentence=_("The most active tenth of those who wrote have written so much of everything."),
        formula=_(
            "Topics and replies by the most active 10 % of those who wrote, in whole people rounded up, ÷ "
            "all of them; from 401 people on, also by the most active 1 %. Counted."
        ),
        unit=_("share of topics and replies"),
        counted=_PEOPLE,
        source=_("The 1 % rule measured rather than believed: van Mierlo, 2014."),
        blind=_BLIND,
    ),
)
