"""The kernel as a Django app: it owns the ledger, the job queue, the epoch and the tallies of limits."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "groundswell.kernel"

    def ready(self) -> None:
        from groundswell.kernel import tidying

        del tidying  # importing it has put its schedule in place
