"""The power feature as a Django app: its place in the header, and its part of the worker's week."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PowerConfig(AppConfig):
    name = "groundswell.power"

    def ready(self) -> None:
        from groundswell.kernel.http import PageRequest
        from groundswell.power import jobs
        from groundswell.power.policies import PowerPolicy
        from groundswell.ui.navigation import Item, register

        def may_see(request: PageRequest) -> bool:
            actor = getattr(request, "actor", None)  # an error page may come before anybody acts
            return bool(actor and PowerPolicy(actor).see())

        del jobs  # importing it has put its schedule and its follower in place
        register(Item(_("Power"), "power:page", order=40, shown=may_see))
