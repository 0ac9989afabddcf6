"""Hostile markup in every text field of every form comes out as text, wherever it shows."""

import pytest

from groundswell.kernel import epoch
from tests.leaks.browsing import Answer, Browser, undone
from tests.leaks.crawl import crawled
from tests.leaks.fixtures import BrowserFor
from tests.leaks.world import Role, World
from tests.safety.markup import BREAKOUTS, CORPUS, Vocabulary, faults, vocabulary
from tests.safety.posting import Form, forms, successes

pytestmark = pytest.mark.slow  # a round through every route takes its time


READERS = [Role.VISITOR, Role.STEWARD]
# What a form asks besides a person's words: choices, numbers, and what proves who they are.
CHOICES = {
    *("submission", "kind", "reply_to", "post", "space", "parent", "act", "posts", "hue", "port", "security"),
    *("stage", "role", "see", "open", "reply", "join", "is_organiser", "remove", "oldpassword", "welcome"),
    "is_unlisted",
}
# Forms after which their sender is gone, or what the others need.
FINAL = ("account_", "people:leave", "people:suspension", "people:role", "community:stage", "topics:hide")


def texts_of(world: World, form: Form) -> list[str]:
    return [name for name in form.call.sends(world) if name not in CHOICES]


def is_page(answer: Answer) -> bool:
    return answer.headers.get("Content-Type", "").startswith("text/html") and bool(answer.body)


@pytest.fixture(scope="module")
def known(whole_world: World) -> Vocabulary:
    """What our own templates make while nobody is hostile, also where something is refused."""
    pages = {page.body for role in READERS for page in crawled(whole_world, role) if page.status == 200}
    for form, role in successes(whole_world).values():
        browser, texts = Browser(whole_world, role), texts_of(whole_world, form)
        for value in ("", "x" * 70_000):
            pages.add(form.sent_by(browser, **dict.fromkeys(texts, value)).body)
    closed = (form for form in forms(whole_world) if str(form.address) == "topics:reply(closed)")
    pages |= {form.sent_by(Browser(whole_world, Role.MEMBER)).body for form in closed}
    return frozenset().union(*(vocabulary(page) for page in pages if page.lstrip().startswith("<!")))


def test_markup_in_any_field_is_text_on_every_page(world: World, known: Vocabulary) -> None:
    """Each text in each field alone; what is refused comes back, what is taken is read on every page."""
    with undone():
        answers = [
            answer for form, role in successes(world).values() for answer in hostile(world, form, role)
        ]
        pages = [page for role in READERS for page in crawled(world, role)]

    assert [f"{answer} {answer.crash}" for answer in answers if answer.status >= 500] == []
    assert len([answer for answer in answers if answer.status == 302]) > 100
    assert len([page for page in pages if "pwn(1)" in page.body]) > 50
    assert bad(answers, known) == {}
    assert bad(pages, known) == {}


def hostile(world: World, form: Form, role: Role) -> list[Answer]:
    """Send the corpus through every field of a form, for good."""
    browser = Browser(world, role)
    answers: list[Answer] = []
    is_final = form.address.route.startswith(FINAL)
    for field in texts_of(world, form):
        for text in CORPUS if field == "text" else BREAKOUTS:
            epoch.forget()
            send = form.sent_by if is_final else form.kept_by
            answers.append(send(browser, **{field: text, "submission": f"{len(answers)}"}))
    return answers


def bad(answers: list[Answer], known: Vocabulary) -> dict[str, list[str]]:
    """What is wrong with pages on which hostile text stands; others hold nothing of it."""
    pages = {page.plain[2]: page for page in answers if is_page(page) and "pwn" in page.body}
    return {str(page): found for page in pages.values() if (found := faults(page.body, known))}


@pytest.mark.parametrize("text", CORPUS, ids=range(len(CORPUS)))
def test_a_hostile_post_holds_nothing_that_the_list_does_not(
    world: World, browser: BrowserFor, *, text: str, known: Vocabulary
) -> None:
    path = f"/t/{world.find('topic', 'open').value}/"

    sent = browser(Role.MEMBER).post(f"{path}replies/", {"text": text})
    page = browser(Role.VISITOR).get(browser(Role.VISITOR).get(path + "?end").leads_to)

    assert sent.status == 302
    assert page.status == 200
    assert faults(page.body, known) == []
