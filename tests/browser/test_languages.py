"""Every sentence of the interface can be said in another language, which may run the other way."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from playwright.sync_api import Page

from groundswell.people.models import Member
from tests.browser import looking, samples
from tests.browser.conftest import GoTo, LookAt
from tests.leaks.features import exempt
from tests.plugins.served import Town

pytestmark = pytest.mark.browser

# Whatever a reader sees or hears, but not what people wrote: that stands in elements of its own.
_READ_ALOUD = """() => {
  const theirs = ".post-body, .topic-excerpt, .said-words, .version-words, .avatar, code, [translate=no]," +
    "script, noscript, style";
  const said = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest(theirs)) said.push(walker.currentNode.data);
  }
  const names = ["aria-label", "title", "placeholder", "alt", "data-failed", "data-unreachable", "data-sent"];
  for (const each of document.body.querySelectorAll(names.map((name) => `[${name}]`).join())) {
    if (each.closest(theirs)) continue;
    for (const name of names) {
      if (each.hasAttribute(name)) said.push(each.getAttribute(name));
    }
  }
  return said.map((each) => each.trim()).filter(Boolean);
}"""
_ENGLISH = re.compile(r"[A-Za-z]{2,}")
# Names of things that are the same in every language, and what people type to find their way.
_NAMES = {"Chrome", "Groundswell", "JPEG", "Linux", "Markdown", "PNG", "SMTP", "STARTTLS", "TLS", "WebP"}
_NAMES |= {"example", "org", "robots", "txt", "sitemap", "xml", "feed", "atom"}
_WRITTEN = {"community", "people", "spaces", "topics"}
# The gallery is a specimen sheet for those who build: its people and its parts have names of their own.
_SPECIMENS = "ui:gallery"


@pytest.mark.parametrize("look", [look for look in samples.LOOKS if look.route != _SPECIMENS], ids=str)
def test_a_page_says_everything_in_a_longer_language_and_fits(
    look: samples.Look, look_at: LookAt, theirs: re.Pattern[str]
) -> None:
    page = look_at(look, "en-xa")
    looking.narrow_and_dark(page)

    assert page.locator("html").get_attribute("lang") == "en-xa"
    assert english_on(page, theirs) == []
    assert looking.sticking_out(page) == []


def test_a_sentence_left_in_english_would_be_found(look_at: LookAt, theirs: re.Pattern[str]) -> None:
    page = look_at(samples.Look("site:home"), "en")

    assert {"What people are talking about", "Home", "Spaces"} <= {*english_on(page, theirs)}


@pytest.mark.parametrize("look", samples.MAIN, ids=str)
def test_a_page_can_run_from_right_to_left(look: samples.Look, look_at: LookAt) -> None:
    page = look_at(look, "he-xb")

    assert page.locator("html").get_attribute("dir") == "rtl"
    assert looking.findings(page) == []


# More than the front takes, so that it answers by itself.
_SEND_TOO_MUCH = """() => {
  const form = document.createElement("form"), text = document.createElement("textarea");
  Object.assign(form, {method: "post", action: "/sign-in/"});
  Object.assign(text, {name: "text", value: "x".repeat(5e6)});
  form.append(text);
  document.body.append(form);
  form.submit();
}"""


def test_a_page_that_breaks_runs_from_right_to_left_too(go_to: GoTo) -> None:
    page, _answer = go_to("cyrus", "/broken/", "he-xb")

    assert page.locator("html").get_attribute("dir") == "rtl"
    assert looking.findings(page) == []


def test_what_the_front_refuses_is_refused_in_the_language_of_the_reader(
    go_to: GoTo, theirs: re.Pattern[str]
) -> None:
    page, _answer = go_to("nobody", "/sign-in/", "he-xb")

    with page.expect_response(lambda answer: answer.request.method == "POST") as refused:
        page.evaluate(_SEND_TOO_MUCH)
    page.locator("#wrong").wait_for()

    assert refused.value.status == 413
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert english_on(page, theirs) == []
    assert looking.findings(page) == []


@pytest.fixture(scope="session")
def theirs(served_town: Town, django_db_blocker: object) -> re.Pattern[str]:
    """What people of the world have written and how they are called, the longest first."""
    with django_db_blocker.unblock(), served_town.site.opened():  # type: ignore[attr-defined]
        written = [model for model in apps.get_models() if model._meta.app_label in _WRITTEN]
        texts = {text for model in written for text in _texts_of(model)}
    longest_first = sorted((text for text in texts if _ENGLISH.search(text)), key=len, reverse=True)
    return re.compile("|".join(rf"(?<![A-Za-z]){re.escape(text)}(?![A-Za-z])" for text in longest_first))


def english_on(page: Page, theirs: re.Pattern[str]) -> list[str]:
    """What the page says in English, besides what people wrote."""
    said: list[str] = page.evaluate(_READ_ALOUD)
    return [each for each in said if set(_ENGLISH.findall(theirs.sub(" ", each))) - _NAMES]


def _texts_of(model: type[models.Model]) -> Iterator[str]:
    """What stands in its columns of text, but for those that hold names of the code's own."""
    for field in model._meta.fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if is_text and f"{model._meta.label_lower}.{field.name}" not in exempt():
            for text in filter(None, model._default_manager.values_list(field.name, flat=True)):
                yield from (text, text.split()[0]) if model is Member and field.name == "name" else (text,)
