"""The line that says what has come: accessible, over nothing that is read, and moving nothing."""

import pytest
from playwright.sync_api import Locator, Page, expect

from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Topic
from tests.browser import looking
from tests.plugins.served import OpenPage, Town

pytestmark = pytest.mark.browser

PLACES = {"a topic": "/t/{0.pk}/", "the topics": "/t/", "the front page": "/", "a space": "/s/{0.space_id}/"}
# All words and controls outside the line that its button reaches into or nearly touches, by their text.
_COVERED = """line => {
  const pill = line.getBoundingClientRect(), near = 3, found = [];
  const note = (box, said) => {
    const across = Math.min(box.right, pill.right) - Math.max(box.left, pill.left);
    const down = Math.min(box.bottom, pill.bottom) - Math.max(box.top, pill.top);
    if (across > -near && down > -near) found.push(said.trim());
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = new Range();
  while (walker.nextNode()) {
    range.selectNodeContents(walker.currentNode);
    const isOurs = line.contains(walker.currentNode) || !walker.currentNode.data.trim();
    if (!isOurs) for (const box of range.getClientRects()) note(box, walker.currentNode.data);
  }
  for (const each of document.querySelectorAll("main :is(a, button, textarea, img, svg)")) {
    const isOurs = line.contains(each) || !each.checkVisibility();
    if (!isOurs) note(each.getBoundingClientRect(), each.outerHTML.slice(0, 80));
  }
  return found;
}"""
_WHERE = """() => [...document.querySelectorAll("main *, footer *")]
  .filter((each) => !each.closest(".live-line"))
  .map((each) => Math.round(each.getBoundingClientRect().top + scrollY))"""
LONG = "A wheel that ticks at every turn, and on Saturdays uphill all the more so, whoever rides"


@pytest.fixture
def topic(town: Town) -> Topic:
    people, spaces = town.world.people, town.world.spaces
    made = make_topic(people["cyrus"], LONG, space=spaces["commons"])
    make_reply(people["noa"], made, LONG)
    return made


def open_and_hear(page: Page, address: str, topic: Topic, town: Town) -> Locator:
    """The line that appears on a page when somebody replies; nothing has moved for it."""
    with page.expect_response(lambda answer: "/live/?" in answer.url):
        page.goto(address)
    before = page.evaluate(_WHERE)
    make_reply(town.world.people["noa"], topic, "One.")
    line = page.locator(".live-line a")
    expect(line).to_be_visible()
    assert page.evaluate(_WHERE) == before
    return line


@pytest.mark.parametrize("language", ["en", "he-xb"])
@pytest.mark.parametrize("who", ["dan", "nobody"])
@pytest.mark.parametrize("place", PLACES)
def test_what_has_come_is_said_in_its_own_room(
    place: str, who: str, language: str, town: Town, topic: Topic, open_page: OpenPage
) -> None:
    page = open_page(town.site, town.world.people.get(who), language=language, color_scheme="light")
    line = open_and_hear(page, PLACES[place].format(topic), topic, town)

    over = line.evaluate(_COVERED)
    found = looking.findings(page)  # which leaves it narrow and dark
    line.scroll_into_view_if_needed()

    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "he-xb" else "ltr")
    assert found == []
    assert over == []
    assert line.evaluate(_COVERED) == []


@pytest.mark.parametrize("place", ["a topic", "the topics"])
def test_what_has_come_is_said_aloud_and_reached_by_keyboard(
    place: str, town: Town, topic: Topic, open_page: OpenPage
) -> None:
    page = open_page(town.site, town.world.people["dan"])
    line = open_and_hear(page, PLACES[place].format(topic), topic, town)

    words = line.inner_text()
    for _ in range(80):
        page.keyboard.press("Tab")
        if line.evaluate("line => line === document.activeElement"):
            break
    counted = page.title()
    said = page.get_by_role("status").filter(has_text=words).get_attribute("aria-live")
    page.keyboard.press("Enter")

    expect(page.locator(f":focus:has(#topic-{topic.pk}), .post:focus")).to_be_visible()
    assert said == "polite"
    assert counted.startswith("(1) ")
    expect(page).to_have_title(counted.removeprefix("(1) "))
    make_reply(town.world.people["noa"], topic, "Two.")
    expect(page).to_have_title(counted)


def test_without_scripts_nothing_of_it_is_seen(town: Town, topic: Topic, open_page: OpenPage) -> None:
    page = open_page(town.site, town.world.people["dan"], java_script_enabled=False)

    for place in PLACES.values():
        page.goto(place.format(topic))

        assert page.locator(".live-line").count() == 1
        assert page.locator(".live-line a:visible").count() == 0
