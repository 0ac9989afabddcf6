"""The people feature as a Django app: its places in the shell, its part of the nightly clearing."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "groundswell.people"

    def ready(self) -> None:
        from groundswell.community.queries import the_community
        from groundswell.kernel.http import PageRequest
        from groundswell.people import jobs
        from groundswell.ui.navigation import Item, Place, register

        def may_settle(request: PageRequest) -> bool:
            actor = getattr(request, "actor", None)  # an error page may come before anybody acts
            return bool(actor and actor.may("manage"))

        def sees_people(request: PageRequest) -> bool:
            community = the_community()
            return bool(getattr(request, "viewer", None) or (community and community.is_open))

        del jobs  # importing it has put its schedule in place
        register(Item(_("People"), "people:list", order=30, shown=sees_people))
        register(Item(_("Your profile"), "people:me", order=10, place=Place.MEMBER_MENU, icon="user"))
        register(Item(_("Who waits"), "people:waiting", 70, Place.MEMBER_MENU, "hand-heart", may_settle))
        register(Item(_("Settings"), "community:settings", 80, Place.MEMBER_MENU, "settings", may_settle))
        register(Item(_("Sign out"), "account_logout", 90, Place.MEMBER_MENU, "log-out", is_post=True))
        register(Item(_("Sign in"), "account_login", order=10, place=Place.VISITOR))
        register(Item(_("Join"), "account_signup", order=20, place=Place.VISITOR))
