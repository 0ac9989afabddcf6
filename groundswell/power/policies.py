"""Who may see the readings, and who says what to aim for."""

from django.utils.translation import gettext_lazy as _

from groundswell.kernel.policy import Policy, Verdict, allow_if
from groundswell.power.queries.access import are_open_to_members
from groundswell.spaces.models import Verb


class PowerPolicy(Policy):
    """Rights over the readings of the whole community."""

    def see(self) -> Verdict:
        may = self._manages() or self._is_let_in()
        return allow_if(may, _("Only stewards see how strong we are, for now."))

    def set_targets(self) -> Verdict:
        return allow_if(self._manages(), _("Only stewards say what to aim for."))

    def choose_readers(self) -> Verdict:
        return allow_if(self._manages(), _("Only stewards choose who sees the readings."))

    def _manages(self) -> bool:
        return self.actor.may(Verb.MANAGE)

    def _is_let_in(self) -> bool:
        return self.actor.is_person and are_open_to_members()
