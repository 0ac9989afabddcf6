"""What stands beside a reading: why there is nothing to tell, or whether it changed."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Words
from groundswell.power.engine.readings.reading import Says

SAYS: Mapping[Says, Words] = {
    Says.NOTHING_KNOWN: _("Nothing known yet."),
    Says.NOTHING_HAPPENED: _("Nothing happened that could be measured."),
    Says.TOO_FEW: _("Too few to tell."),
    Says.NOT_REACHED: _("Not reached: it has not happened to half of them."),
    Says.UNSTABLE: _("Not told: another look would find something else."),
    Says.NO_COMPARISON: _("Too little before this to compare with."),
    Says.NO_CHANGE: _("No change that is larger than chance."),
    Says.ROSE: _("It rose, by more than chance."),
    Says.FELL: _("It fell, by more than chance."),
}
