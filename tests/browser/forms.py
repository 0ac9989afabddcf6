"""Forms as they are sent in a browser, also those that the browser itself would hold back."""

from playwright.sync_api import Page

_EMPTY = """() => {
  for (const form of document.querySelectorAll("main form")) form.noValidate = true;
  for (const field of document.querySelectorAll("main :is(input:not([type=hidden]), textarea)")) {
    if (["radio", "checkbox", "submit"].includes(field.type)) field.checked = false; else field.value = "";
  }
}"""


def empty_and_unchecked(page: Page) -> None:
    """Make the forms of the page such that they cannot be taken."""
    page.evaluate(_EMPTY)


def press(page: Page, name: str) -> int:
    """Press a button of the page that leads to another; the status of what comes then."""
    with page.expect_navigation() as sent:
        page.locator("main").get_by_role("button", name=name, exact=True).click()
    return sent.value.status
