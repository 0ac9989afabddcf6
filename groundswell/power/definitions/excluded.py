"""What measures leave out, in words that follow a number: '12 acts of programs'."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Words
from groundswell.power.engine.results import Exclusion

EXCLUDED: Mapping[Exclusion, Words] = {
    Exclusion.BOTS: _("acts of programs"),
    Exclusion.REMOVED: _("acts in posts that moderators removed"),
    Exclusion.TO_ONESELF: _("replies to oneself"),
    Exclusion.IMPORTED: _("acts from before the community moved here"),
    Exclusion.NO_ANSWER_WANTED: _("topics that want no answer"),
    Exclusion.UNKNOWN_AUTHOR: _("posts by nobody who is known any more"),
    Exclusion.OUT_OF_ORDER: _("replies that bear an earlier time than what they answer"),
    Exclusion.TEAM: _("acts of the team"),
    Exclusion.HEADLESS: _("first posts in topics whose beginning is unknown"),
    Exclusion.UNFOLLOWED: _("newcomers who came too lately to tell"),
}
