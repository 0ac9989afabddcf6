"""A conversation: replying, naming, hearting, quoting, editing, and what happens when something fails."""

import pytest
from django.template.loader import get_template
from playwright.sync_api import Page, expect

from groundswell.spaces.gate import actor_for
from groundswell.topics.actions import close_topic
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, Topic
from tests.journeys import steps
from tests.journeys.conftest import SignedIn
from tests.plugins.served import OpenPage, Town

pytestmark = pytest.mark.browser


@pytest.fixture
def topic(town: Town) -> Topic:
    words = "The **wheel** wobbles.\n\nOnly on Fridays."
    return make_topic(
        town.world.people["cyrus"], "A wobbly wheel", space=town.world.spaces["commons"], text=words
    )


def first_post(topic: Topic) -> Post:
    return topic.posts.order_by("pk")[0]


def test_a_newcomer_replies_and_names_somebody(topic: Topic, signed_in: SignedIn, *, script: bool) -> None:
    dan, page = signed_in("Dan", script=script)
    steps.open_topic(page, topic)

    steps.reply(page, "Check the *spokes*, @cyrus.")

    expect(page.locator(".post")).to_have_count(2)
    expect(page.locator(".post-body a[href='/m/cyrus/']")).to_have_text("@Cyrus")
    expect(page.locator("#reply-box textarea")).to_have_value("")
    assert Post.objects.filter(topic=topic, author=dan).count() == 1


def test_who_replies_with_javascript_stays_on_the_page(topic: Topic, signed_in: SignedIn) -> None:
    _dan, page = signed_in("Dan")
    steps.open_whole(page, topic)

    with steps.Staying(page):
        page.locator("#reply-box textarea").fill("Check the spokes.")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".post")).to_have_count(2)
        steps.reply(page, "And the hub.")
        expect(page.locator(".post")).to_have_count(3)


def test_after_a_reply_by_keyboard_one_can_go_on_from_there(topic: Topic, signed_in: SignedIn) -> None:
    _dan, page = signed_in("Dan")
    steps.open_whole(page, topic)
    page.locator("#reply-box textarea").fill("Check the spokes.")

    page.keyboard.press("Control+Enter")
    expect(page.locator(".post")).to_have_count(2)

    newest = page.locator(".post").last
    assert steps.focus_within(page) in {"reply-box", newest.get_attribute("id")}
    expect(page.locator("#flash[aria-live=polite]")).not_to_be_empty()
    expect(newest).to_be_in_viewport()


def test_hearts_and_thanks_are_given_and_taken(topic: Topic, signed_in: SignedIn, *, script: bool) -> None:
    _dan, page = signed_in("Dan", script=script)
    steps.open_topic(page, topic)
    heart = page.locator(f"#heart-{first_post(topic).pk}")
    thanks = page.locator(f"#thanks-{first_post(topic).pk}")

    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    thanks.click()
    expect(thanks).to_contain_text("You said thanks")
    expect(heart).to_have_accessible_name("Heart, 1")
    heart.click()

    expect(heart).to_have_attribute("aria-pressed", "false")
    expect(thanks).to_have_attribute("aria-pressed", "true")


def test_a_heart_by_keyboard_loads_nothing_and_keeps_the_focus(topic: Topic, signed_in: SignedIn) -> None:
    _dan, page = signed_in("Dan")
    steps.open_whole(page, topic)
    heart = page.locator(f"#heart-{first_post(topic).pk}")
    heart.focus()

    with steps.Staying(page):
        page.keyboard.press("Enter")
        expect(heart).to_have_attribute("aria-pressed", "true")

    expect(heart).to_be_focused()


def test_what_is_selected_is_quoted(town: Town, topic: Topic, signed_in: SignedIn) -> None:
    noted = make_reply(town.world.people["cyrus"], topic, "It squeaks.\n\nOnly on Fridays.")
    _dan, page = signed_in("Dan")
    steps.open_whole(page, topic)
    above = steps.article(page, noted)
    above.locator(".post-body p").last.select_text()

    above.get_by_role("link", name="Reply").click()
    expect(page.locator("#reply-box textarea")).to_be_focused()
    page.keyboard.type("On Mondays too.")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".post")).to_have_count(3)
    expect(page.locator(".post blockquote")).to_contain_text("Only on Fridays.")
    expect(page.locator(".post blockquote a")).to_have_text("Cyrus")
    expect(page.locator(".post-to")).to_have_text("to Cyrus")


def test_an_answer_to_one_post_without_javascript(town: Town, topic: Topic, signed_in: SignedIn) -> None:
    noted = make_reply(town.world.people["cyrus"], topic, "It squeaks.")
    _dan, page = signed_in("Dan", script=False)
    steps.open_topic(page, topic)

    steps.article(page, noted).get_by_role("link", name="Reply").click()
    steps.reply(page, "On Mondays too.")

    expect(page.locator(".post-to")).to_have_text("to Cyrus")


def test_an_edit_is_seen_and_its_history_kept(topic: Topic, signed_in: SignedIn, *, script: bool) -> None:
    dan, page = signed_in("Dan", script=script)
    post = make_reply(dan, topic, "Check the spooks.")
    steps.open_topic(page, topic)

    steps.post_menu(page, post, "Edit")
    steps.fill(page, text="Check the spokes.", reason="Ghosts")
    steps.press(page, "Keep the change")
    expect(steps.article(page, post).locator(".post-body")).to_have_text("Check the spokes.")
    steps.article(page, post).get_by_role("link", name="edited").click()

    expect(page.locator(".version")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("Check the spooks.")
    expect(page.locator("main")).to_contain_text("Ghosts")


def test_a_draft_is_there_again_after_a_reload(topic: Topic, signed_in: SignedIn) -> None:
    _dan, page = signed_in("Dan")
    steps.open_whole(page, topic)
    page.locator("#reply-box textarea").press_sequentially("Half a thought")

    page.reload()

    expect(page.locator("#reply-box textarea")).to_have_value("Half a thought")


def test_a_reply_that_cannot_be_taken_keeps_its_words(
    topic: Topic, signed_in: SignedIn, *, script: bool
) -> None:
    _dan, page = signed_in("Dan", script=script)
    steps.open_topic(page, topic)
    words = "Spokes! " * 9_000

    steps.reply(page, words)

    expect(page.locator("#reply-box [aria-invalid=true]")).to_be_visible()
    assert page.locator("#reply-box textarea").input_value().strip() == words.strip()
    assert topic.posts.count() == 1


@pytest.mark.parametrize("failure", ["unreachable", "broken", "full", "signed out", "closed"])
def test_a_reply_that_fails_keeps_its_words_and_says_so(
    failure: str, town: Town, topic: Topic, signed_in: SignedIn
) -> None:
    _dan, page = signed_in("Dan")
    page.route("**/live/**", lambda route: route.abort())  # nor is a closing heard of first
    steps.open_whole(page, topic)
    fail(page, failure, topic)

    steps.reply(page, "Check the spokes.")

    expect(page.locator("#flash .notice")).to_be_visible()
    expect(page.locator("#reply-box textarea")).to_have_value("Check the spokes.")
    if failure == "full":
        expect(page.locator("#flash .notice")).to_contain_text("The disk of this place is full")
    if failure in {"unreachable", "broken", "full"}:
        page.unroute_all()
        page.reload()
        expect(page.locator("#reply-box textarea")).to_have_value("Check the spokes.")


def fail(page: Page, failure: str, topic: Topic) -> None:
    """Have the next reply fail."""
    match failure:
        case "unreachable":
            page.route("**/replies/", lambda route: route.abort())
        case "broken":
            page.route("**/replies/", lambda route: route.fulfill(status=500, body="<!doctype html>"))
        case "full":
            told = get_template("ui/errors/507.html").render()
            page.route("**/replies/", lambda route: route.fulfill(status=507, body=told))
        case "signed out":
            page.context.clear_cookies()
        case "closed":
            close_topic(actor_for(topic.author), topic, reason="Solved.")


def test_the_way_back_leads_to_the_page_before_the_topic(topic: Topic, signed_in: SignedIn) -> None:
    _dan, page = signed_in("Dan")
    page.goto("/t/")
    page.get_by_role("link", name=topic.title).first.click()
    page.locator(f"#heart-{first_post(topic).pk}").click()
    steps.reply(page, "Check the spokes.")
    expect(page.locator(".post")).to_have_count(2)

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Topics")
    page.go_forward()
    expect(page.locator(".post")).to_have_count(2)


def test_the_keyboard_alone_leads_from_the_top_to_a_sent_reply(topic: Topic, signed_in: SignedIn) -> None:
    _dan, page = signed_in("Dan")
    steps.open_whole(page, topic)

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    for _press in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(_HAS_VISIBLE_FOCUS)
        if page.locator("#reply-box textarea").evaluate("each => each === document.activeElement"):
            break
    page.keyboard.type("Check the spokes.")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".post")).to_have_count(2)


def test_ones_own_menu_opens_and_closes_by_keyboard(town: Town, open_page: OpenPage) -> None:
    page = open_page(town.site, town.world.people["cyrus"])
    page.goto("/")
    summary = page.locator(".header .menu > summary")
    summary.focus()

    page.keyboard.press("Enter")
    expect(page.locator(".header .menu-panel")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".header .menu-head")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator(".header .menu-panel")).to_be_hidden()
    expect(summary).to_be_focused()


# The element with the focus, or the box that shows it in its place, is drawn so, and within the window.
_HAS_VISIBLE_FOCUS = """() => {
  const each = document.activeElement, box = each.getBoundingClientRect();
  const shown = [each, each.closest(".reply-box")].filter(Boolean).some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" || (one !== each && style.boxShadow !== "none");
  });
  return shown && box.bottom > 0 && box.top < innerHeight;
}"""
