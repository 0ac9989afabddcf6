"""Influence: what it means to whom it is told. Not among the definitions of what everybody may see."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Definition, Words

INFLUENCE = Definition(
    measure="influence",
    title=_("Whose words others take up"),
    sentence=_("Of those who took part, so many had less of the others’ attention."),
    formula=_(
        "The place among all by PageRank (0.85; replies pass attention on to whom they go), and the place "
        "four weeks before; h, as many posts had a response from at least h others each, in a year and ever; "
        "and how many different people replied."
    ),
    unit=_("share of people"),
    counted=_("people who wrote or were replied to"),
    source=_("PageRank: Brin and Page, 1998; h after Hirsch, 2005."),
    blind=_(
        "Words that are read in silence; whoever is listened to in person, or elsewhere; power to act, which "
        "is another thing; and many accounts of one person, who lift each other. It is no measure of worth."
    ),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One of its numbers. `says` follows the figure; `formula` says how it is reckoned."""

    title: Words
    says: Words
    formula: Words


_SO_MANY = _("So many posts each had a response from at least as many different people.")
_H = _(
    "The largest number h of posts to which at least h different others each replied or reacted. What one "
    "did oneself, and what programs did, counts for nothing."
)

PARTS: Mapping[str, Part] = {
    "attention": Part(
        _("Attention"),
        _(
            "Of ten people who took part, so many had less of the others’ attention; of those with just as "
            "much, half are counted."
        ),
        _(
            "The place among all by PageRank (0.85): a reply passes attention on to whom it goes, and who "
            "has much of it passes on more. It is kept in tenths alone, not below one and not above nine: "
            "there is no first place to be had."
        ),
    ),
    "repliers": Part(
        _("People who replied"),
        _("So many different people replied within these weeks."),
        _("Others with at least one reply. A reply that names nobody goes to whoever opened the topic."),
    ),
    "taken-up": Part(_("Posts taken up in a year"), _SO_MANY, _H),
    "taken-up-ever": Part(_("Posts taken up, ever"), _SO_MANY, _("The same, without an end to the past.")),
}
