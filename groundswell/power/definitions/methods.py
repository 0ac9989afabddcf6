"""How intervals are reckoned, in words: by the short name that a result bears."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Words

METHODS: Mapping[str, Words] = {
    "log-log": _("Greenwood’s variance on the log-log scale"),
    "Greenwood": _("Greenwood’s variance"),
    "Wilson": _("Wilson’s score interval"),
    "Wilson, by person": _("Wilson’s score interval, by person"),
    "Newcombe": _("Newcombe’s interval of a difference"),
    "adjusted Wald": _("Wald’s interval, adjusted by one imagined answer of each kind"),
    "BCa": _("the bootstrap, corrected and accelerated (BCa)"),
    "jackknife, log scale": _("the jackknife on the log scale"),
    "jackknife, logit scale": _("the jackknife on the logit scale"),
    "bootstrap-t, logit scale": _("the bootstrap-t on the logit scale"),
    "order statistics": _("order statistics of the median"),
    "rewired": _("the same ties, drawn at random many times"),
}
