"""The announcements feature as a Django app: it registers its kind."""

from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    name = "groundswell.announcements"

    def ready(self) -> None:
        from groundswell.announcements.kind import ANNOUNCEMENT
        from groundswell.topics.kinds import kinds

        kinds.add(ANNOUNCEMENT.name, ANNOUNCEMENT)
