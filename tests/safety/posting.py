"""Every form of the route table, sent as every role: what the safety tests of writing share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from groundswell.kernel import epoch
from tests.leaks.browsing import Answer, Browser, undone
from tests.leaks.features import Call, calls
from tests.leaks.routes import Address, addresses
from tests.leaks.world import Role, World

Row = Mapping[str, object]
_first: dict[str, tuple[str, Role]] = {}


@dataclass(frozen=True, slots=True)
class Form:
    """A form and where it is sent."""

    address: Address
    call: Call

    def sent_by(self, browser: Browser, **more: str) -> Answer:
        """Send it, and take back what it did."""
        with undone():
            return self.kept_by(browser, **more)

    def kept_by(self, browser: Browser, **more: str) -> Answer:
        """Send it for good: the caller takes it back."""
        epoch.forget()
        return browser.post(self.address.path, {**self.call.sends(browser.world), **more})


def forms(world: World) -> list[Form]:
    """Every form with everything to which it can be sent."""
    return [
        Form(address, calls()[address.route])
        for address in addresses(world)
        if calls()[address.route].form is not None
    ]


def chances(world: World, stage: str = "open") -> Iterator[tuple[Form, Role]]:
    """Whoever might succeed with which form, one form after the other."""
    for form in forms(world):
        for role in sorted(Role):
            if form.call.may_send(role, [*form.address.things], stage):
                yield form, role


def successes(world: World) -> dict[str, tuple[Form, Role]]:
    """For each form the first sender for whom it does something: sought once, as all worlds are alike."""
    if not _first:
        _first.update(_sought(world))
    return {
        form.address.route: (form, _first[form.address.route][1])
        for form in forms(world)
        if form.address.route in _first and _first[form.address.route][0] == form.address.labels
    }


def _sought(world: World) -> dict[str, tuple[str, Role]]:
    found: dict[str, tuple[str, Role]] = {}
    for form, role in chances(world):
        if form.address.route not in found and succeeds(form.sent_by(Browser(world, role))):
            found[form.address.route] = form.address.labels, role
    return found


def succeeds(answer: Answer) -> bool:
    return answer.status in {200, 204, 302} and bool(answer.wrote)


def tables() -> dict[str, list[Row]]:
    """Every row of every table."""
    return {model._meta.db_table: rows_of(model) for model in apps.get_models(include_auto_created=True)}


def rows_of(model: type[models.Model]) -> list[Row]:
    return list(model._base_manager.order_by("pk").values())
