"""What a first visit costs whoever comes with an empty cache, measured as it comes over the wire."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page

from groundswell.people.models import Member
from tests.browser.samples import Look
from tests.plugins.served import OpenPage, Town

pytestmark = pytest.mark.browser

KILOBYTE = 1000


@dataclass
class Transfer:
    """The files that came, each with its size as it was sent: compressed, with its headers."""

    files: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)

    def watch(self, page: Page) -> None:
        wire = page.context.new_cdp_session(page)
        wire.on("Network.requestWillBeSent", self._asked)
        wire.on("Network.loadingFinished", self._came)
        wire.send("Network.enable")

    def _asked(self, told: dict[str, Any]) -> None:
        url = told["request"]["url"]
        if url.startswith("http") and "/live/?" not in url:  # a stream stays open
            self.files[told["requestId"]] = url

    def _came(self, told: dict[str, Any]) -> None:
        if told["requestId"] in self.files:
            self.sizes[told["requestId"]] = told["encodedDataLength"]

    @property
    def total(self) -> float:
        return sum(self.sizes.values())

    def __str__(self) -> str:
        return "\n".join(f"{self.sizes.get(each, 0):8.0f} {url}" for each, url in self.files.items())


@pytest.mark.parametrize("who", ["nobody", "cyrus"])
def test_a_first_visit_to_a_topic_is_light(who: str, town: Town, open_page: OpenPage) -> None:
    page = open_page(town.site, town.world.people.get(who))
    transfer = Transfer()
    transfer.watch(page)

    page.goto(address_of_a_full_page(town), wait_until="networkidle")

    assert page.locator(".post").count() == 20
    assert page.evaluate("() => [...document.fonts].filter((face) => face.status === 'loaded').length") == 2
    assert 5 < len(transfer.files) <= 12, transfer
    assert transfer.total <= 100 * KILOBYTE, transfer
    assert len(transfer.files) - len(transfer.sizes) <= 1, transfer  # a beacon's answer is not told of


@pytest.mark.parametrize("who", ["nobody", "cyrus", "bea"])
def test_the_html_of_a_topic_is_light(who: str, town: Town, open_page: OpenPage) -> None:
    person: Member | None = town.world.people.get(who)
    page = open_page(town.site, person)

    answer = page.request.get(address_of_a_full_page(town))

    assert answer.ok
    assert answer.text().count('class="post"') == 20
    assert len(answer.body()) <= 60 * KILOBYTE


def address_of_a_full_page(town: Town) -> str:
    """The address that a link gives, without a redirect on the way."""
    return Look("topics:detail", of={"pk": "topics.long", "slug": "slugs.long"}).address(town.world)
