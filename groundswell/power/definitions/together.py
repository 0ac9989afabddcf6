"""Cohesion: what its measures mean."""

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Definition, define

_BLIND = _(
    "Ties that leave no reply: who reads whom, who meets or writes in private; and whether the words were "
    "friendly."
)

define(
    Definition(
        measure="partners",
        title=_("People to talk with"),
        sentence=_("Half of those who wrote exchanged replies with at least so many different people."),
        formula=_(
            "The median, over all who wrote, of how many others each replied to or had a reply from. A reply "
            "that names nobody goes to whoever opened the topic. Who wrote and had to do with nobody counts "
            "as 0."
        ),
        unit=_("people"),
        counted=_("people who wrote"),
        source=_("Degree in a network: Freeman, 1978; the interval by order statistics: Thompson, 1936."),
        blind=_BLIND,
    ),
)
