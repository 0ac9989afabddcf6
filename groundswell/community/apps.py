"""The community feature as a Django app."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "groundswell.community"
