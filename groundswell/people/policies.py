"""Who may do what to members, and who opens the door to new ones."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groundswell.kernel.policy import ALLOW, Policy, Verdict, allow_if, deny, first_denial
from groundswell.people.models import Member, Origin, Role, Standing


class DoorPolicy(Policy):
    """Rights over who comes in."""

    def open_door(self) -> Verdict:
        return allow_if(self.actor.may("manage"), _("Only stewards decide who comes in."))


@dataclass(frozen=True, slots=True)
class MemberPolicy(Policy):
    member: Member

    def change_profile(self) -> Verdict:
        return allow_if(self._is_own(), _("Only they can change their profile."))

    def leave(self) -> Verdict:
        own = allow_if(self._is_own(), _("Only they can decide to leave."))
        return self._leaves_a_steward() if own else own

    def give_role(self, role: Role) -> Verdict:
        may = first_denial(
            allow_if(self.actor.may("manage"), _("Only stewards give roles.")), self._has_account()
        )
        return may if not may or role == Role.STEWARD else self._leaves_a_steward()

    def suspend(self) -> Verdict:
        may = first_denial(
            allow_if(self.actor.may("moderate"), _("Only moderators and stewards suspend members.")),
            deny(_("You cannot suspend yourself.")) if self._is_own_person() else ALLOW,
            self._is_within_reach(),
            allow_if(self.member.standing == Standing.ACTIVE, _("They are suspended already.")),
        )
        return self._leaves_a_steward() if may else may

    def restore(self) -> Verdict:
        return first_denial(
            allow_if(self.actor.may("moderate"), _("Only moderators and stewards end a suspension.")),
            self._is_within_reach(),
            allow_if(self.member.standing == Standing.SUSPENDED, _("They are not suspended.")),
        )

    def issue_claim(self) -> Verdict:
        is_unclaimed = self.member.origin == Origin.IMPORTED
        return first_denial(
            allow_if(self.actor.may("manage"), _("Only stewards make claim links.")),
            allow_if(self.member.origin != Origin.BOT, _("This is a program, and no person.")),
            allow_if(is_unclaimed, _("This member has an account already.")),
        )

    def _is_own(self) -> bool:
        return self.actor.is_system or self._is_own_person()

    def _is_own_person(self) -> bool:
        return self.actor.id == self.member.pk

    def _has_account(self) -> Verdict:
        return allow_if(self.member.origin == Origin.LOCAL, _("They have no account yet."))

    def _is_within_reach(self) -> Verdict:
        is_plain = self.member.role == Role.MEMBER
        return allow_if(
            is_plain or self.actor.may("manage"), _("Only stewards decide about moderators and stewards.")
        )

    def _leaves_a_steward(self) -> Verdict:
        """Somebody must be able to run the community afterwards."""
        if self.member.role != Role.STEWARD:
            return ALLOW
        others = Member.objects.filter(role=Role.STEWARD, standing=Standing.ACTIVE).exclude(pk=self.member.pk)
        return allow_if(others.exists(), _("There must be another steward first."))
