"""What is hidden and what never was answer alike: same status, same headers, same bytes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from groundswell.community.models import Stage
from tests.leaks.browsing import Answer, Browser, undone, without
from tests.leaks.crawl import readable
from tests.leaks.features import calls
from tests.leaks.fixtures import BrowserFor, at_stage
from tests.leaks.routes import Address, addresses
from tests.leaks.world import ABSENT, STAGES, Role, World

pytestmark = pytest.mark.slow  # a round through every route takes its time


PART = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "main#main"}


@pytest.mark.parametrize(("stage", "role"), STAGES)
def test_a_hidden_thing_answers_as_one_that_never_was(world: World, stage: Stage, role: Role) -> None:
    with at_stage(world, stage) as staged:
        asking = Asking(Browser(staged, role))
        hidden = [each for each in addresses(staged) if not each.is_for(role, stage)]
        told = [f"{each}: {way}" for each in hidden for way in asking.differences(each)]

    assert told == []


@dataclass
class Asking:
    """Asks for hidden things and for nothing, and compares. The answers of nothing are always the same."""

    browser: Browser
    nothing: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def differences(self, address: Address) -> list[str]:
        """The ways of asking in which the hidden thing answers otherwise than nothing does."""
        return [way for way in self.ways(address) if self.differs(address, way)]

    def ways(self, address: Address) -> Iterator[str]:
        if [*readable(self.browser, [address])]:
            yield "GET"
        if [*readable(self.browser, [address])] and ("part", address.like) not in self.nothing:
            yield "part"
        if calls()[address.route].form is not None:
            yield "POST"

    def differs(self, address: Address, way: str) -> bool:
        key = way, address.like
        if key not in self.nothing:
            self.nothing[key] = self.ask(address, way, address.like)
        return nameless(address, self.ask(address, way, address.path)) != nameless(address, self.nothing[key])

    def ask(self, address: Address, way: str, path: str) -> Answer:
        if way != "POST":
            return self.browser.get(path, **(PART if way == "part" else {}))
        with undone():
            return self.browser.post(path, calls()[address.route].sends(self.browser.world))


def nameless(address: Address, answer: Answer) -> tuple[int, str, str]:
    """The answer without the address that was asked for, and without the numbers and names in it."""
    status, headers, body = answer.plain
    told = [without(text, answer.path) for text in (str(headers), body)]
    for value in [*(str(thing.value) for thing in address.things), *map(str, ABSENT.values())]:
        if len(value) > 2:  # one or two digits stand everywhere
            told = [text.replace(value, "…") for text in told]
    return status, told[0], told[1]


def test_there_are_hidden_things_to_ask_for(world: World, browser: BrowserFor) -> None:
    hidden = {each.route for each in addresses(world) if not each.is_for(Role.MEMBER, Stage.OPEN)}

    assert {"topics:short", "topics:history", "topics:reply", "spaces:edit", "topics:new"} <= hidden
