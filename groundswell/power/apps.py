"""The power feature as a Django app: its places in the shell and on profiles, its work each week."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PowerConfig(AppConfig):
    name = "groundswell.power"

    def ready(self) -> None:
        from groundswell.kernel.http import PageRequest
        from groundswell.people.profile import profile_sections
        from groundswell.power import jobs
        from groundswell.power.policies import PowerPolicy
        from groundswell.power.profile import way_to_standing
        from groundswell.ui.navigation import Item, Place, register

        def may_see(request: PageRequest) -> bool:
            actor = getattr(request, "actor", None)  # an error page may come before anybody acts
            return bool(actor and PowerPolicy(actor).see())

        del jobs  # importing it has put its schedule and its follower in place
        register(Item(_("Power"), "power:page", order=40, shown=may_see))
        register(Item(_("How you are heard"), "power:heard", 20, Place.MEMBER_MENU, "message-circle"))
        register(Item(_("How you are heard"), "power:heard", 10, Place.OWN))
        profile_sections.add("power", way_to_standing)
