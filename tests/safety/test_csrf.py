"""No form is taken that another site could have sent."""

import pytest

from tests.leaks.browsing import Answer, Browser
from tests.leaks.features import calls
from tests.leaks.fixtures import BrowserFor
from tests.leaks.world import Role, World
from tests.safety.posting import Form, forms, successes

pytestmark = pytest.mark.slow  # a round through every route takes its time


SECRET = "0123456789abcdefghijklmnopqrstuv"
HEADERS = {
    "without a token": {},
    "with a token that is not the cookie's": {"X-CSRFToken": SECRET[::-1]},
    "from a foreign origin": {"X-CSRFToken": SECRET, "Origin": "https://evil.example"},
    "from nowhere": {"X-CSRFToken": SECRET, "Origin": "null"},
}


@pytest.mark.parametrize("how", HEADERS)
def test_no_form_is_taken_that_another_site_could_send(world: World, how: str) -> None:
    """Whoever could send it, and what it says: a browser would add their cookies."""
    found = successes(world)
    answers = [
        answer_to(world, *found.get(form.address.route, (form, Role.MEMBER)), how=how)
        for form in one_each(world)
    ]

    assert len(answers) == len([call for call in calls().values() if call.form is not None])
    assert [str(answer) for answer in answers if answer.status != 403 or answer.wrote] == []


def answer_to(world: World, form: Form, role: Role, *, how: str) -> Answer:
    browser = Browser(world, role, checks_tokens=True)
    browser.cookies = {"csrf": SECRET}
    return browser.post(form.address.path, form.call.sends(world), **HEADERS[how])


def one_each(world: World) -> list[Form]:
    return list({form.address.route: form for form in forms(world)}.values())


def test_the_same_form_with_its_token_is_taken(world: World) -> None:
    form, role = successes(world)["topics:reply"]
    browser = Browser(world, role, checks_tokens=True)
    browser.cookies = {"csrf": SECRET}

    answer = browser.post(form.address.path, form.call.sends(world), **{"X-CSRFToken": SECRET})

    assert answer.status == 302


def test_a_refused_form_keeps_no_name_of_the_foreign_site(browser: BrowserFor, world: World) -> None:
    refused = Browser(world, Role.MEMBER, checks_tokens=True)

    answer = refused.post("/me/", {"name": "Evil"}, Origin="https://evil.example")

    assert answer.status == 403
    assert "evil.example" not in answer.told
