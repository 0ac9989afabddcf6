"""The eight readings in words: what each is called, and what its number is of."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Words


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """`about` follows the figure, small; `fill` says what would fill it where this source cannot tell."""

    title: Words
    about: Words
    fill: Words = ""


READINGS: Mapping[str, ReadingWords] = {
    "reach": ReadingWords(_("Reach"), _("people who did something in four weeks")),
    "holding": ReadingWords(_("Holding"), _("of the people of four weeks before came back")),
    "welcome": ReadingWords(_("Welcome"), _("of first posts were answered within a day")),
    "answering": ReadingWords(_("Answering"), _("of topics were answered within a day")),
    "shared_load": ReadingWords(_("Shared load"), _("people carry the work, if all carried alike")),
    "togetherness": ReadingWords(_("Togetherness"), _("people a person talked with, in the middle")),
    "belonging": ReadingWords(
        _("Belonging"), _("sense of community, from 1 to 5"), _("Nobody has been asked how they feel.")
    ),
    "doing": ReadingWords(
        _("Doing"), _("acted in the world, of 100 active people"), _("Nothing done outside was recorded.")
    ),
}
