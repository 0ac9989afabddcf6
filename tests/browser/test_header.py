"""The head of the page on a phone: whoever has the most places to go to sees them all."""

import pytest
from playwright.sync_api import Page

from tests.browser import looking
from tests.browser.conftest import GoTo

pytestmark = pytest.mark.browser

# What can be followed or pressed in the header and is not wholly seen: past an edge, clipped or covered.
_UNSEEN = """() => {
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll(".header :is(a, summary, button)")]
    .filter((each) => !each.closest(".menu-panel"))
    .filter((each) => {
      const box = each.getBoundingClientRect(), y = (box.top + box.bottom) / 2;
      const ends = [box.left + 2, (box.left + box.right) / 2, box.right - 2];
      const isCovered = ends.some((x) => !each.contains(document.elementFromPoint(x, y)));
      return isCovered || box.left < 0 || box.right > width;
    })
    .map((each) => each.innerText.trim());
}"""
_ROWS = "links => new Set(links.map((each) => each.getBoundingClientRect().top)).size"


def on_a_phone(page: Page, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": looking.HEIGHT})
    return page


@pytest.mark.parametrize("width", [320, looking.NARROW])
@pytest.mark.parametrize("language", ["en", "en-xa", "he-xb"])
@pytest.mark.parametrize("who", ["ada", "nobody"])
def test_every_place_in_the_header_is_seen_on_a_phone(
    go_to: GoTo, who: str, language: str, width: int
) -> None:
    page, _answer = go_to(who, "/", language)

    on_a_phone(page, width)

    assert page.locator(".nav-link").count() == (5 if who == "ada" else 4)
    assert page.evaluate(_UNSEEN) == []
    assert looking.sticking_out(page) == []


@pytest.mark.parametrize("width", [320, looking.NARROW])
def test_a_stewards_places_take_one_row(go_to: GoTo, width: int) -> None:
    page, _answer = go_to("ada", "/")

    on_a_phone(page, width)

    assert page.locator(".nav-link").evaluate_all(_ROWS) == 1
