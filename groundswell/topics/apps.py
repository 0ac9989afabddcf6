"""The topics feature as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TopicsConfig(AppConfig):
    name = "groundswell.topics"

    def ready(self) -> None:
        from groundswell.kernel.live import tellers
        from groundswell.people.erasure import erasers
        from groundswell.people.profile import profile_sections
        from groundswell.topics.erasing import erase_from_topics
        from groundswell.topics.gallery import samples
        from groundswell.topics.profile import said_section
        from groundswell.topics.telling import news_of
        from groundswell.ui.gallery import Section, sections
        from groundswell.ui.navigation import Item, register

        erasers.add("topics", erase_from_topics)
        tellers.add("topics", news_of)
        profile_sections.add("topics", said_section)
        sections.add("topics", Section("topics/_gallery.html", samples))
        register(Item(_("Topics"), "topics:list", order=10))
