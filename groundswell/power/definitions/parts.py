"""What the parts of results are called, where a definition has no words of its own for them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Words

PARTS: Mapping[str, Words] = {
    "did": _("Did something in the world"),
    "wrote": _("Wrote"),
    "reacted": _("Reacted or thanked"),
    "came": _("Came and read"),
    "active": _("Active"),
    "new": _("New"),
    "retained": _("Stayed"),
    "resurrected": _("Returned"),
    "churned": _("Stopped"),
    "quick ratio": _("New and returned for each who stopped"),
    "weeks": _("Of the people of four weeks, in a mean week"),
    "kept": _("Stayed"),
    "stopped": _("Stopped"),
    "answering": _("Answering"),
    "welcoming": _("Welcoming newcomers"),
    "without the team": _("Without the team"),
}
