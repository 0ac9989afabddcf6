"""Who may change what the community is."""

from django.utils.translation import gettext_lazy as _

from groundswell.kernel.policy import Policy, Verdict, allow_if


class CommunityPolicy(Policy):
    """Rights over the installation as a whole."""

    def change(self) -> Verdict:
        return allow_if(self.actor.may("manage"), _("Only stewards change the community."))

    def settle_mail(self) -> Verdict:
        return allow_if(self.actor.may("manage"), _("Only stewards say how mail leaves."))

    def tend_jobs(self) -> Verdict:
        return allow_if(self.actor.may("manage"), _("Only stewards look after the work behind the pages."))
