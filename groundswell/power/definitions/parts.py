"""What the parts of results are called, where a definition has no words of its own for them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Words
from groundswell.power.engine.catalogue import Unit

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
    "writing": _("Writing"),
    "with the silent": _("With those who never wrote"),
    "top 1 %": _("The busiest hundredth"),
    "top 10 %": _("The busiest tenth"),
    "others": _("Everybody else"),
    "by chance": _("To be expected by chance"),
    "beyond chance": _("Beyond chance"),
    "z": _("Beyond chance, in standard deviations"),
    "both ways": _("Linked in both directions"),
    "people": _("People in it"),
    "agreement": _("How far ten seeds agree, up to 1"),
    "modularity": _("How clearly they part (modularity)"),
    "every stay": _("Counting each stay of those who returned"),
    "shorter gap": _("If a shorter silence ended a stay"),
    "longer gap": _("If only a longer silence ended a stay"),
}
# Parts that are a difference of shares, said in points.
DIFFERENCES = frozenset({"beyond chance"})
# What a part counts, where that is not what the whole does.
UNITS: Mapping[str, Unit] = {
    "quick ratio": Unit.NUMBER,
    "z": Unit.NUMBER,
    "people": Unit.PEOPLE,
    "agreement": Unit.SCORE,
    "modularity": Unit.SCORE,
}
