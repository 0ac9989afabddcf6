"""The power feature as a Django app: its part of the worker's week."""

from django.apps import AppConfig


class PowerConfig(AppConfig):
    name = "groundswell.power"

    def ready(self) -> None:
        from groundswell.power import jobs

        del jobs  # importing it has put its schedule and its follower in place
