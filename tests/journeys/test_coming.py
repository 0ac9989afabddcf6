"""Ways in: let in by a steward, by a code from a mail, with a claim link; and back in after forgetting."""

import pytest
from playwright.sync_api import Page, expect

from groundswell.community.actions import Description
from groundswell.kernel.actor import SYSTEM
from groundswell.people import actions as people_actions
from groundswell.people.make import make_founder, make_imported_member, make_member
from groundswell.people.models import Account
from tests.browser import looking
from tests.journeys import steps
from tests.journeys.conftest import SignedIn
from tests.plugins.served import NewSite, OpenPage, Town

pytestmark = pytest.mark.browser


def test_without_mail_a_newcomer_waits_until_a_steward_lets_them_in(
    new_site: NewSite, open_page: OpenPage, *, script: bool
) -> None:
    site = new_site()
    ada = make_founder("Ada", Description("Riverbend Repair"), handle="ada")
    dan, steward = (
        open_page(site, java_script_enabled=script),
        open_page(site, ada, java_script_enabled=script),
    )

    dan.goto("/sign-up/")
    steps.fill(dan, name="Dan", email="dan@example.org", password=steps.PASSWORD, words="I own a lathe.")
    steps.press(dan, "Ask to join")
    expect(dan.get_by_role("heading", level=1)).to_have_text("Thank you for asking")
    steps.sign_in(dan, "dan@example.org")
    expect(dan.locator("[aria-invalid=true], .notice[data-tone=bad]").first).to_be_visible()
    steward.goto("/people/waiting/")
    expect(steward.locator(".line-words")).to_have_text("I own a lathe.")
    steps.press(steward, "Let in")
    steps.read_notice(steward, "Dan is in.")
    steps.sign_in(dan, "dan@example.org")

    expect(dan.get_by_label("Dan: your menu")).to_be_visible()


def test_with_mail_a_newcomer_comes_in_by_the_code_that_was_sent(
    town: Town, open_page: OpenPage, *, script: bool
) -> None:
    page, email = open_page(town.site, java_script_enabled=script), f"dora{script}@example.org".lower()

    page.goto("/sign-up/")
    steps.fill(page, name="Dora", handle=f"dora{script}".lower(), email=email, password=steps.PASSWORD)
    steps.press(page, "Join")
    assert not script or looks_fine(page) == []
    steps.fill(page, code="WRNG-CODE")
    steps.press(page, "That is me")
    expect(page.locator("[aria-invalid=true]")).to_have_attribute("name", "code")
    steps.fill(page, code=town.letters.code_to(email))
    steps.press(page, "That is me")

    steps.read_notice(page, "Welcome, Dora. It is good that you are here.")
    expect(page.get_by_label("Dora: your menu")).to_be_visible()


def test_a_member_who_moved_here_claims_their_place(town: Town, open_page: OpenPage) -> None:
    imported = make_imported_member("Old Horst")
    steward, horst = open_page(town.site, town.world.people["ada"]), open_page(town.site)
    steward.goto(f"/m/{imported.handle}/")
    steps.press(steward, "Make a claim link")
    link = steward.locator(".once code").inner_text()

    horst.goto(link)
    assert looks_fine(horst) == []
    steps.fill(horst, email="horst@example.org", password=steps.PASSWORD)
    steps.press(horst, "Yes, this is me")
    steps.fill(horst, code=town.letters.code_to("horst@example.org"))
    steps.press(horst, "That is me")

    expect(horst.get_by_label("Old Horst: your menu")).to_be_visible()
    horst.goto(f"/m/{imported.handle}/")
    expect(horst.get_by_role("heading", level=1)).to_have_text("Old Horst")
    assert horst.context.request.get(link).status == 404


def test_whoever_forgot_their_password_chooses_another(
    town: Town, open_page: OpenPage, *, script: bool
) -> None:
    member = make_member("Gudrun")
    email = Account.objects.get(member=member).email
    page = open_page(town.site, java_script_enabled=script)
    page.goto("/sign-in/")
    steps.press(page, "Forgotten your password?")

    steps.fill(page, email=email)
    steps.press(page, "Send me a code")
    assert not script or looks_fine(page) == []
    steps.fill(page, code=town.letters.code_to(email))
    steps.press(page, "Go on")
    assert not script or looks_fine(page) == []
    steps.fill(page, password1="four copper kettles sing")
    steps.press(page, "Take this one")
    steps.sign_in(page, email, "four copper kettles sing")

    expect(page.get_by_label("Gudrun: your menu")).to_be_visible()


def test_the_operators_key_opens_the_door_once(town: Town, open_page: OpenPage) -> None:
    token = people_actions.make_door_key(SYSTEM, make_member("Ulla"))
    page = open_page(town.site)

    page.goto(f"/door/{token}/")
    assert looks_fine(page) == []
    steps.fill(page, password1="four copper kettles sing")
    steps.press(page, "Take it, and sign me in")

    expect(page.get_by_label("Ulla: your menu")).to_be_visible()
    assert open_page(town.site).goto(f"/door/{token}/").status == 404  # type: ignore[union-attr]


def test_another_address_is_proven_before_it_counts(town: Town, signed_in: SignedIn) -> None:
    member, page = signed_in("Wilma")
    page.goto("/me/email/")

    steps.fill(page, email="wilma.new@example.org")
    steps.press(page, "Send a code there")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it still you?")
    steps.fill(page, password=steps.PASSWORD)
    steps.press(page, "Go on")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    assert looks_fine(page) == []
    assert Account.objects.get(member=member).email == "wilma@example.org"
    steps.fill(page, code=town.letters.code_to("wilma.new@example.org"))
    steps.press(page, "Use this address")

    expect(page.locator("main")).to_contain_text("You sign in with wilma.new@example.org")


def looks_fine(page: Page) -> list[str]:
    """These pages stand in the middle of a journey, and are looked at where it passes them."""
    found = looking.findings(page)
    page.set_viewport_size({"width": looking.WIDE, "height": looking.HEIGHT})
    page.emulate_media(color_scheme="light")
    return found
