"""Two people at two screens: what one does, the other sees come, and nothing that they read moves."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django import DjangoDbBlocker

from groundswell.community.make import make_community
from groundswell.kernel.actor import SYSTEM
from groundswell.people.actions import suspend
from groundswell.people.make import make_member
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import ReactionKind, Topic
from tests.browser import serving as sites
from tests.browser.serving import Site
from tests.journeys import steps
from tests.journeys.conftest import SignedIn
from tests.plugins.served import OpenPage, Town
from tools import serving

pytestmark = pytest.mark.browser
LONG = "Words upon words.\n\n" * 12


@pytest.fixture
def topic(town: Town) -> Topic:
    made = make_topic(
        town.world.people["cyrus"], "A wobbly wheel", space=town.world.spaces["commons"], text=LONG
    )
    for number in range(4):
        make_reply(town.world.people["noa"], made, f"No. {number}. {LONG}")
    return made


def listen(page: Page, address: str) -> None:
    """Open a page and wait until it listens."""
    with page.expect_response(lambda answer: "/live/?" in answer.url) as answer:
        page.goto(address)
    assert answer.value.status == 200


def news(page: Page) -> Locator:
    return page.locator(".live-line a")


def test_two_people_see_each_others_replies(topic: Topic, signed_in: SignedIn) -> None:
    (_dan, dans), (_mia, mias) = signed_in("Dan"), signed_in("Mia")
    for page in (dans, mias):
        listen(page, f"/t/{topic.pk}/")

    steps.reply(dans, "Check the spokes.")
    expect(news(mias)).to_have_text("1 new reply")
    news(mias).click()
    expect(mias.locator(".post")).to_have_count(6)
    expect(mias.locator(".post").last).to_contain_text("Check the spokes.")
    expect(mias.locator(".post").last).to_be_focused()
    expect(news(mias)).to_be_hidden()
    steps.reply(mias, "They are fine.")

    expect(news(dans)).to_have_text("1 new reply")
    news(dans).click()
    expect(dans.locator(".post").last).to_contain_text("They are fine.")
    expect(news(mias)).to_be_hidden()


def test_what_comes_moves_nothing_and_is_counted(town: Town, topic: Topic, signed_in: SignedIn) -> None:
    _dan, page = signed_in("Dan")
    listen(page, f"/t/{topic.pk}/")
    first, third = topic.posts.order_by("pk")[0], topic.posts.order_by("pk")[2]
    steps.article(page, third).scroll_into_view_if_needed()
    before = steps.article(page, third).bounding_box()

    make_reply(town.world.people["noa"], topic, "One.")
    make_reply(town.world.people["noa"], topic, "Two.")
    actions.edit_post(actor_for(first.author), first, f"{LONG}{LONG}Much longer than before.")

    expect(news(page)).to_have_text("2 new replies")
    expect(steps.article(page, first)).to_contain_text("Much longer than before.")
    assert steps.article(page, third).bounding_box() == pytest.approx(before, abs=1)
    expect(page.locator(".post")).to_have_count(5)


def test_hearts_hidings_and_closing_are_seen_in_place(town: Town, topic: Topic, signed_in: SignedIn) -> None:
    _dan, page = signed_in("Dan")
    listen(page, f"/t/{topic.pk}/")
    second, fourth = topic.posts.order_by("pk")[1], topic.posts.order_by("pk")[3]

    actions.react(actor_for(town.world.people["cyrus"]), second, ReactionKind.HEART)
    expect(page.locator(f"#heart-{second.pk}")).to_have_accessible_name("Heart, 1")
    actions.hide_post(SYSTEM, fourth, reason="Rude.")
    expect(steps.article(page, fourth)).to_have_count(0)
    actions.restore_post(SYSTEM, fourth)
    expect(steps.article(page, fourth)).to_be_visible()
    actions.close_topic(actor_for(topic.author), topic, reason="Solved.")

    expect(page.locator("#state")).to_contain_text("This topic is closed.")
    expect(page.locator("#reply-box")).to_have_count(0)


def test_what_somebody_has_in_hand_is_left_alone(town: Town, topic: Topic, signed_in: SignedIn) -> None:
    _dan, page = signed_in("Dan")
    listen(page, f"/t/{topic.pk}/")
    second = topic.posts.order_by("pk")[1]
    steps.article(page, second).locator(".post-body p").first.select_text()

    actions.edit_post(actor_for(second.author), second, "Other words.")
    make_reply(town.world.people["cyrus"], topic, "One.")
    expect(news(page)).to_have_text("1 new reply")
    time.sleep(0.5)
    expect(steps.article(page, second)).not_to_contain_text("Other words.")
    page.evaluate("() => document.getSelection().removeAllRanges()")

    expect(steps.article(page, second)).to_contain_text("Other words.")


@pytest.mark.parametrize("address", ["/t/", "/", "space"])
def test_lists_say_that_there_is_news_and_bring_it(
    address: str, town: Town, topic: Topic, signed_in: SignedIn
) -> None:
    _dan, page = signed_in("Dan")
    space = topic.space
    listen(page, f"/s/{space.pk}/" if address == "space" else address)

    fresh = make_topic(town.world.people["cyrus"], "A squeaky door", space=space)
    make_reply(town.world.people["cyrus"], topic, "One.")
    expect(news(page)).to_have_text("News in 2 topics")
    with steps.Staying(page):
        news(page).click()
        expect(page.locator(f"#topic-{fresh.pk}")).to_be_visible()

    expect(news(page)).to_be_hidden()


def test_a_visitor_sees_what_comes_too(town: Town, topic: Topic, open_page: OpenPage) -> None:
    page = open_page(town.site)
    listen(page, f"/t/{topic.pk}/")

    make_reply(town.world.people["cyrus"], topic, "One.")
    news(page).click()

    expect(page.locator(".post")).to_have_count(6)


def test_two_tabs_share_one_stream_and_the_second_goes_on_alone(
    town: Town, topic: Topic, signed_in: SignedIn
) -> None:
    other = make_topic(town.world.people["cyrus"], "A squeaky door", space=topic.space)
    _dan, first = signed_in("Dan")
    asked: list[str] = []
    first.context.on("request", lambda request: asked.append(request.url))
    listen(first, f"/t/{topic.pk}/")
    second = first.context.new_page()
    with first.expect_response(lambda answer: f"topic={other.pk}" in answer.url):
        second.goto(f"/t/{other.pk}/")

    make_reply(town.world.people["cyrus"], topic, "One.")
    make_reply(town.world.people["cyrus"], other, "Two.")
    for page in (first, second):
        expect(news(page)).to_have_text("1 new reply")
    assert (
        len([address for address in asked if "/live/?" in address]) == 2
    )  # one, and the same again for both
    first.close()
    make_reply(town.world.people["cyrus"], other, "Three.")

    expect(news(second)).to_have_text("2 new replies")


def test_who_is_suspended_meanwhile_is_shown_nothing_odd(
    town: Town, topic: Topic, signed_in: SignedIn
) -> None:
    dan, page = signed_in("Dan")
    listen(page, f"/t/{topic.pk}/")

    with page.expect_event("requestfinished", lambda request: "/live/?" in request.url):
        suspend(SYSTEM, dan, reason="Spam.")

    expect(page.locator("#flash")).to_be_empty()
    expect(page.locator(".post")).to_have_count(5)


@pytest.fixture
def own_site(prepared_home: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """A community whose server the test starts and ends."""
    shutil.copytree(prepared_home, tmp_path / "home")
    site = Site(tmp_path / "home", f"http://localhost:{serving._free_port()}")
    with django_db_blocker.unblock(), site.opened():
        make_community()
        yield site


def test_after_the_server_was_away_nothing_is_missing(own_site: Site, open_page: OpenPage) -> None:
    member: Member = make_member("Dan")
    topic = make_topic(make_member("Cyrus"), "A wobbly wheel", space=Space.objects.get())
    port = int(own_site.origin.rpartition(":")[2])
    page = open_page(own_site, member)
    with serving.served(own_site.home, "--no-jobs", more=sites._ours(), port=port):
        listen(page, f"/t/{topic.pk}/")
        make_reply(topic.author, topic, "One.")
        expect(news(page)).to_have_text("1 new reply")
    make_reply(topic.author, topic, "Two.")

    with serving.served(own_site.home, "--no-jobs", more=sites._ours(), port=port):
        expect(news(page)).to_have_text("2 new replies", timeout=30_000)
        make_reply(topic.author, topic, "Three.")
        expect(news(page)).to_have_text("3 new replies")
        page.close()
