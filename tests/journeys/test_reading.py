"""Reading on where one stopped: told by the page itself with JavaScript, by a button without."""

import pytest
from playwright.sync_api import Page, expect

from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import ReadMark, Topic
from tests.journeys import steps
from tests.journeys.conftest import SignedIn
from tests.plugins.served import Town

pytestmark = pytest.mark.browser


@pytest.fixture
def topic(town: Town) -> Topic:
    return make_topic(town.world.people["cyrus"], "A long tale", space=town.world.spaces["commons"])


def test_the_page_tells_by_itself_how_far_one_has_read(town: Town, topic: Topic, signed_in: SignedIn) -> None:
    dan, page = signed_in("Dan")
    steps.open_topic(page, topic)

    with page.expect_response(lambda answer: answer.url.endswith("/mark/")) as told:
        page.locator(".post").last.scroll_into_view_if_needed()

    assert told.value.status == 204
    assert ReadMark.objects.get(member=dan, topic=topic).post == topic.posts.get().pk
    assert_continues(town, topic, page)


def test_a_button_says_how_far_one_has_read(town: Town, topic: Topic, signed_in: SignedIn) -> None:
    _dan, page = signed_in("Dan", script=False)
    steps.open_topic(page, topic)

    steps.press(page, "I have read up to here")

    assert_continues(town, topic, page)


def assert_continues(town: Town, topic: Topic, page: Page) -> None:
    """What is written afterwards stands below a line, and the list says how much it is."""
    fresh = make_reply(town.world.people["noa"], topic, "And then?")
    page.goto("/t/")
    row = page.locator(f"#topic-{topic.pk}")
    expect(row).to_contain_text("1 new")
    row.get_by_role("link").first.click()
    expect(page.locator("#new")).to_have_text("New since your last visit")
    expect(page.locator("#new + .post")).to_have_attribute("id", f"post-{fresh.pk}")


def test_a_page_that_stays_open_keeps_its_times_true(topic: Topic, signed_in: SignedIn) -> None:
    _dan, page = signed_in("Dan")
    page.clock.install()
    page.goto("/t/")
    ago = page.locator(f"#topic-{topic.pk} relative-time")
    expect(ago).to_have_text("just now")

    page.clock.fast_forward("05:00")
    expect(ago).to_have_text("5 min ago")
    page.clock.fast_forward("02:00:00")

    expect(ago).to_have_text("2 h ago")
