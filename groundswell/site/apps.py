"""The site as a Django app: it says where the header leads."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "groundswell.site"

    def ready(self) -> None:
        from groundswell.ui.navigation import Item, register

        register(Item(_("Home"), "site:home", order=0))
