"""The spaces feature as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpacesConfig(AppConfig):
    name = "groundswell.spaces"

    def ready(self) -> None:
        from groundswell.community.founding import at_founding
        from groundswell.kernel.live import doors
        from groundswell.spaces.actions import lay_ground
        from groundswell.spaces.listening import Door
        from groundswell.ui.navigation import Item, register

        at_founding.add("spaces", lay_ground)
        doors.add("spaces", Door())
        register(Item(_("Spaces"), "spaces:list", order=20))
