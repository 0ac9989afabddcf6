"""Upkeep as a Django app: it notes who leaves, and backs up when the operator has said when."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "groundswell.upkeep"

    def ready(self) -> None:
        from groundswell.people.erasure import erasers
        from groundswell.upkeep import jobs
        from groundswell.upkeep.erased import remember

        erasers.add("upkeep", remember)
        jobs.schedule_backups()
