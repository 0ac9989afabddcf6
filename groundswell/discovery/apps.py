"""The discovery feature as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscoveryConfig(AppConfig):
    name = "groundswell.discovery"

    def ready(self) -> None:
        from groundswell.discovery.heads import told_to_machines
        from groundswell.ui.head import heads
        from groundswell.ui.navigation import Item, Place, register

        heads.add("discovery", told_to_machines)
        register(Item(_("Being found"), "discovery:settings", order=10, place=Place.SETTINGS))
