"""The power feature as a Django app."""

from django.apps import AppConfig


class PowerConfig(AppConfig):
    name = "groundswell.power"
