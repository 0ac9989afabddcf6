"""One's own account: devices, password, profile, and leaving for good."""

import pytest
from playwright.sync_api import expect

from groundswell.people.make import make_member
from groundswell.people.models import Account, Role
from groundswell.power.tests.made import keep_standing
from groundswell.topics.make import make_topic
from tests.journeys import steps
from tests.journeys.conftest import SignedIn
from tests.plugins.served import OpenPage, Town

pytestmark = pytest.mark.browser


def test_another_device_is_signed_out_from_here(town: Town, open_page: OpenPage, *, script: bool) -> None:
    email = Account.objects.get(member=make_member("Dan")).email
    here, there = (open_page(town.site, java_script_enabled=script) for _device in range(2))
    for device in (here, there):
        steps.sign_in(device, email)
        expect(device.get_by_label("Dan: your menu")).to_be_visible()
    here.goto("/me/")

    steps.press(here, "Devices")
    expect(here.locator("main .line")).to_have_count(2)
    steps.press(here, "Sign out")
    steps.read_notice(here, "That device is signed out.")

    there.reload()
    expect(there.get_by_role("link", name="Sign in").first).to_be_visible()


def test_one_signs_out_by_ones_own_menu(signed_in: SignedIn, *, script: bool) -> None:
    _dan, page = signed_in("Dan", script=script)
    page.goto("/")

    steps.menu_item(page, "Sign out")
    if "/sign-out/" in page.url:
        steps.press(page, "Sign out")

    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_a_profile_says_what_one_wants_it_to(signed_in: SignedIn, *, script: bool) -> None:
    _dan, page = signed_in("Dan", script=script)
    page.goto("/me/")

    steps.fill(page, name="Daniel", about="Lathes.")
    steps.press(page, "Keep it so")

    steps.read_notice(page, "That is how people see you now.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Daniel")
    expect(page.locator(".profile-about")).to_have_text("Lathes.")


def test_a_new_password_is_the_one_that_counts(town: Town, signed_in: SignedIn, open_page: OpenPage) -> None:
    dan, page = signed_in("Dan")
    email = Account.objects.get(member=dan).email
    page.goto("/me/password/")

    steps.fill(page, oldpassword=steps.PASSWORD, password1="four copper kettles sing")
    steps.press(page, "Take the new one")
    expect(page.locator("#flash .notice")).to_be_visible()

    elsewhere = open_page(town.site)
    steps.sign_in(elsewhere, email)
    expect(elsewhere.locator(".notice[data-tone=bad]")).to_be_visible()
    steps.sign_in(elsewhere, email, "four copper kettles sing")
    expect(elsewhere.get_by_label("Dan: your menu")).to_be_visible()


def test_whoever_leaves_is_forgotten_but_not_their_words(
    town: Town, signed_in: SignedIn, open_page: OpenPage, *, script: bool
) -> None:
    hal, page = signed_in("Halvard", script=script)
    topic = make_topic(hal, "Goodbye to my kettle", space=town.world.spaces["commons"], text="It sang.")
    page.goto("/me/leave/")

    steps.fill(page, password=steps.PASSWORD)
    steps.press(page, "Delete my account")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have left")

    visitor = open_page(town.site)
    steps.open_topic(visitor, topic)
    expect(visitor.locator(".post-body")).to_have_text("It sang.")
    expect(visitor.locator("body")).not_to_contain_text("Halvard")
    assert visitor.goto(f"/m/{hal.handle}/").status == 404  # type: ignore[union-attr]


def test_one_reads_how_far_one_is_heard_and_who_looked(signed_in: SignedIn, *, script: bool) -> None:
    dan, own = signed_in("Dan", script=script)
    _ina, steward = signed_in("Ina", role=Role.STEWARD, script=script)
    keep_standing(dan)

    own.goto("/me/")
    steps.press(own, "How you are heard")
    expect(own.locator("main")).to_contain_text("about 6 of 10")
    expect(own.locator("#who")).to_contain_text("Nobody has looked within a year.")
    steps.press(own, "Attention")
    expect(own.locator("#attention")).to_be_in_viewport()

    steward.goto(f"/m/{dan.handle}/")
    steps.press(steward, "Look…")
    expect(steward.locator("main")).not_to_contain_text("about 6 of 10")
    steps.press(steward, "Look, and let them know")
    expect(steward.locator("main")).to_contain_text("about 6 of 10")

    own.reload()
    expect(own.locator("#who")).to_contain_text("Ina")
