"""The exchange feature as a Django app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "groundswell.exchange"

    def ready(self) -> None:
        from groundswell.exchange.erasing import forget_where_they_came_from
        from groundswell.exchange.former import present_address
        from groundswell.kernel.former import former_addresses
        from groundswell.people.erasure import erasers

        erasers.add("exchange", forget_where_they_came_from)
        former_addresses.add("exchange", present_address)
