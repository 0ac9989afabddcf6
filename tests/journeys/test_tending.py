"""What moderators and stewards do, and what the others see of it."""

import pytest
from playwright.sync_api import Page, expect

from groundswell.people.models import Role
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Topic
from tests.journeys import steps
from tests.journeys.conftest import SignedIn
from tests.plugins.served import OpenPage, Town

pytestmark = pytest.mark.browser


@pytest.fixture
def topic(town: Town) -> Topic:
    return make_topic(town.world.people["cyrus"], "A rusty chain", space=town.world.spaces["commons"])


def test_a_hidden_post_is_seen_by_its_author_with_the_reason_until_it_is_shown_again(
    town: Town, topic: Topic, signed_in: SignedIn, open_page: OpenPage, *, script: bool
) -> None:
    dan, author = signed_in("Dan", script=script)
    post = make_reply(dan, topic, "Throw it away!")
    moderator = open_page(town.site, town.world.people["bea"], java_script_enabled=script)
    visitor = open_page(town.site, java_script_enabled=script)

    steps.open_topic(moderator, topic)
    steps.post_menu(moderator, post, "Hide, with a reason")
    steps.fill(moderator, reason="Kindly, Dan.")
    steps.press(moderator, "Hide it")
    expect(steps.article(moderator, post)).to_contain_text("Kindly, Dan.")
    steps.open_topic(author, topic)
    expect(steps.article(author, post)).to_contain_text("Kindly, Dan.")
    steps.open_topic(visitor, topic)
    expect(steps.article(visitor, post)).to_have_count(0)
    steps.post_menu(moderator, post, "Show again")
    expect(steps.article(moderator, post)).not_to_contain_text("Kindly, Dan.")

    visitor.reload()
    expect(steps.article(visitor, post)).to_contain_text("Throw it away!")


def test_a_closed_topic_takes_no_replies_until_it_is_opened_again(
    town: Town, topic: Topic, open_page: OpenPage, *, script: bool
) -> None:
    author = open_page(town.site, town.world.people["cyrus"], java_script_enabled=script)
    reader = open_page(town.site, town.world.people["noa"], java_script_enabled=script)

    steps.open_topic(author, topic)
    steps.press(author, "Close it")
    steps.fill(author, reason="Solved with oil.")
    steps.press(author, "Close it")
    steps.open_topic(reader, topic)
    expect(reader.locator("main")).to_contain_text("Solved with oil.")
    expect(reader.locator("#reply-box")).to_have_count(0)
    steps.press(author, "Open it again")
    reader.reload()

    expect(reader.locator("#reply-box")).to_be_visible()


def test_a_topic_that_moves_to_a_private_space_is_gone_for_the_others(
    town: Town, topic: Topic, open_page: OpenPage, *, script: bool
) -> None:
    moderator = open_page(town.site, town.world.people["bea"], java_script_enabled=script)
    outsider = open_page(town.site, town.world.people["noa"], java_script_enabled=script)
    steps.open_topic(outsider, topic)

    steps.open_topic(moderator, topic)
    steps.press(moderator, "Move it to another space")
    moderator.locator("[name=space]").select_option(label="Backstage")
    steps.press(moderator, "Move it")

    expect(moderator.locator(".topic-head")).to_contain_text("Backstage")
    answer = outsider.reload()
    assert answer is not None
    assert answer.status == 404


def test_whoever_is_suspended_reads_why_and_writes_no_more(
    town: Town, topic: Topic, signed_in: SignedIn, *, script: bool
) -> None:
    gil, page = signed_in("Gil", script=script)
    _mo, moderator = signed_in("Mo", role=Role.MODERATOR, script=script)
    steps.open_topic(page, topic)

    moderator.goto(f"/m/{gil.handle}/")
    steps.press(moderator, "Suspend…")
    steps.fill(moderator, reason="Three times the glue.")
    steps.press(moderator, "Suspend")
    steps.read_notice(moderator, "Gil is suspended.")
    page.reload()

    expect(page.locator("#reply-box")).to_have_count(0)
    page = again(page, gil.handle or "")
    page.goto("/me/")
    expect(page.locator("main")).to_contain_text("Three times the glue.")


def again(page: Page, handle: str) -> Page:
    """A suspension ends all sessions; one may still come back to read."""
    steps.sign_in(page, f"{handle}@example.org")
    return page


def test_a_newcomer_is_made_a_moderator(signed_in: SignedIn) -> None:
    _ada, steward = signed_in("Adele", role=Role.STEWARD)
    kim, page = signed_in("Kim")
    page.goto("/")

    steward.goto(f"/m/{kim.handle}/")
    steward.locator("[name=role]").select_option("moderator")
    steps.press(steward, "Give this role")

    steps.read_notice(steward, "Done. The role counts from now on.")
    page.goto(f"/m/{kim.handle}/")
    expect(page.locator(".profile .badge")).to_have_text("moderator")
