"""Staying: what its measures mean."""

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Definition, define

_SOURCE = _("Kaplan and Meier, 1958; for people who come more than once: Lin and Wei, 1989.")
_BLIND = _(
    "Why people stop, and who goes on reading. A longer silence than twelve weeks is taken for leaving, "
    "which it need not be; whoever acted on one occasion only has stayed 0 days. Records that begin later "
    "than the community hide who had left by then, and when the others began."
)

define(
    Definition(
        measure="staying",
        title=_("How long people stay active"),
        sentence=_(
            "After so many days, half of the people had stopped taking part for twelve weeks or more."
        ),
        formula=_(
            "The first time t at which S(t) ≤ ½, where S is the share still active, by Kaplan and Meier, "
            "from a person's first deliberate act to the last before 84 days without one. Whoever acted in "
            "the last 84 days is followed up to their last act. The first stay of each person; beside it "
            "every stay, with a person's stays taken together, and the same for silences of 56 and 112 days. "
            "Told in whole days, and the curve at round days alone."
        ),
        unit=_("days"),
        counted=_("people"),
        source=_SOURCE,
        blind=_BLIND,
        drawn=_("share still active"),
        watched=_("people still active and watched"),
    ),
    Definition(
        measure="writers_half_life",
        title=_("How long people go on writing"),
        sentence=_(
            "After so many days, half of those who wrote had stopped writing for twelve weeks or more."
        ),
        formula=_("As how long people stay active, from the first topic or reply to the last."),
        unit=_("days"),
        counted=_("people who wrote"),
        source=_SOURCE,
        blind=_BLIND,
        drawn=_("share still writing"),
        watched=_("people still writing and watched"),
    ),
)
