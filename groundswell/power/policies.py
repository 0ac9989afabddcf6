"""Who may see the readings, who says what to aim for, and who may know how far somebody is heard."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groundswell.kernel.policy import Policy, Verdict, allow_if, first_denial
from groundswell.people.models import Member, Origin
from groundswell.power.queries.access import are_open_to_members
from groundswell.spaces.models import Verb


class PowerPolicy(Policy):
    """Rights over the readings of the whole community."""

    def see(self) -> Verdict:
        may = self._manages() or self._is_let_in()
        return allow_if(may, _("Only stewards see how strong we are, for now."))

    def compare_revisions(self) -> Verdict:
        """What a late import changed is what those few did of whom it told: stewards see that anyway."""
        return allow_if(self._manages(), _("Only stewards see what was said before of the same week."))

    def set_targets(self) -> Verdict:
        return allow_if(self._manages(), _("Only stewards say what to aim for."))

    def choose_readers(self) -> Verdict:
        return allow_if(self._manages(), _("Only stewards choose who sees the readings."))

    def choose_index(self) -> Verdict:
        return allow_if(self._manages(), _("Only stewards choose whether there is one number too."))

    def _manages(self) -> bool:
        return self.actor.may(Verb.MANAGE)

    def _is_let_in(self) -> bool:
        return self.actor.is_person and are_open_to_members()


@dataclass(frozen=True, slots=True)
class StandingPolicy(Policy):
    """Rights over how far one member is heard: theirs, and a steward's who lets it be noted."""

    member: Member

    def read(self) -> Verdict:
        return allow_if(self._is_own(), _("Only they read how far they are heard."))

    def look(self) -> Verdict:
        """Nobody is looked at who has no account: they could not read that somebody did."""
        return first_denial(
            allow_if(self._tends(), _("Only stewards may look, at one person at a time.")),
            allow_if(not self._is_own(), _("How far you are heard stands on your own page.")),
            allow_if(self.member.origin == Origin.LOCAL, _("They have no account: nothing is kept of them.")),
        )

    def _is_own(self) -> bool:
        return self.actor.is_person and self.actor.id == self.member.pk

    def _tends(self) -> bool:
        return self.actor.is_person and self.actor.may(Verb.MANAGE)
