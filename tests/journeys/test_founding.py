"""From the code on the console to a first topic."""

import pytest
from playwright.sync_api import expect

from groundswell.community.actions import make_founding_code
from groundswell.kernel.actor import SYSTEM
from tests.journeys import steps
from tests.plugins.served import NewSite, OpenPage

pytestmark = pytest.mark.browser


def test_a_founder_brings_the_code_and_opens_the_first_topic(
    new_site: NewSite, open_page: OpenPage, *, script: bool
) -> None:
    site = new_site()
    page = open_page(site, java_script_enabled=script)
    page.goto("/t/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Here a community begins")
    about = {"community": "Riverbend Repair", "purpose": "Nothing worth fixing goes in the bin."}
    founder = {"name": "Ada", "handle": "ada", "email": "ada@example.org", "password": steps.PASSWORD}

    steps.fill(page, code="ABCD-NOT-THE-CODE", **about, **founder)
    steps.press(page, "Found the community")
    expect(page.locator("main [name=community]")).to_have_value("Riverbend Repair")
    steps.fill(page, code=make_founding_code(SYSTEM), password=steps.PASSWORD)
    steps.press(page, "Found the community")
    expect(page.get_by_role("heading", level=1)).to_have_text(about["purpose"])
    steps.press(page, "Open the first topic")
    steps.press(page, "The commons")
    steps.fill(page, title="What shall we mend first?", text="I bring a *kettle*.")
    steps.press(page, "Open it")

    expect(page.get_by_role("heading", level=1)).to_have_text("What shall we mend first?")
    expect(page.locator(".post-body em")).to_have_text("kettle")
    expect(page.locator(".post .badge")).to_have_text("steward")
