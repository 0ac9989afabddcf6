"""Who may do what to a space."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groundswell.kernel.policy import Policy, Verdict, allow_if, first_denial
from groundswell.spaces.models import Space, Verb


@dataclass(frozen=True, slots=True)
class CommunitySpacesPolicy(Policy):
    """Rights over the tree as a whole."""

    def open_space(self) -> Verdict:
        return allow_if(self.actor.may(Verb.MANAGE), _("Only stewards open spaces."))

    def rename_spaces(self) -> Verdict:
        return allow_if(self.actor.may(Verb.MANAGE), _("Only stewards rename spaces."))


@dataclass(frozen=True, slots=True)
class SpacePolicy(Policy):
    space: Space

    def see(self) -> Verdict:
        return allow_if(self.actor.sees(self.space.pk), _("This space is not open to you."))

    def join(self) -> Verdict:
        return first_denial(self.see(), self._is_person(), self._has_members(), self._holds(Verb.JOIN))

    def leave(self) -> Verdict:
        """Whoever has joined may go, whatever the space has become since."""
        return self._is_person()

    def change(self) -> Verdict:
        return first_denial(
            self.see(),
            allow_if(self.actor.may(Verb.MANAGE, self.space.pk), _("Only its stewards change a space.")),
        )

    def open_topic(self) -> Verdict:
        return first_denial(self.see(), self._takes_part(), self._may_open())

    def _takes_part(self) -> Verdict:
        return allow_if(self.actor.is_person or self.actor.is_system, _("Sign in to take part."))

    def _is_person(self) -> Verdict:
        return allow_if(self.actor.is_person, _("Sign in to take part."))

    def _has_members(self) -> Verdict:
        return allow_if(self.space.has_members, _("Everybody is part of this space already."))

    def _holds(self, verb: Verb) -> Verdict:
        return allow_if(self.actor.may(verb, self.space.pk), _("This space is joined by invitation."))

    def _may_open(self) -> Verdict:
        return allow_if(
            self.actor.may(Verb.OPEN, self.space.pk), _("Topics in this space are opened by fewer people.")
        )
