"""Where a page leads is always on this site, whatever an address asks."""

from urllib.parse import quote, urlsplit

import pytest

from groundswell.people.make import PASSWORD
from tests.leaks.browsing import Answer, Browser, undone
from tests.leaks.world import Role, World
from tests.safety.posting import successes

pytestmark = pytest.mark.slow  # a round through every route takes its time


ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/%2F%2Fevil.example",
    "%2F%2Fevil.example",
    "/%5Cevil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http://evil.example/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "//testserver@evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "\x00//evil.example",
    "\x01https://evil.example",
    "/\x0b/evil.example",
    "//evil%E3%80%82example",
    "https://evil.example\r\nSet-Cookie: a=b",
    "/\r\nLocation: https://evil.example",
    ".evil.example",
    "@evil.example",
]


def test_no_form_leads_away(world: World) -> None:
    """Each form, by whoever succeeds with it, with every such target under every name there is for one."""
    led = []
    for form, role in successes(world).values():
        for target in ELSEWHERE if form.address.route == "account_login" else ELSEWHERE[::6]:
            browser = Browser(world, role)
            names = dict.fromkeys(["next", "redirect_to", "return_to", "url", "success_url"], target)
            answer = form.sent_by(browser, **names)
            led += [f"{form.address}: {answer.leads_to}"] if leads_away(answer) else []

    assert led == []


@pytest.mark.parametrize("role", [Role.VISITOR, Role.MEMBER])
@pytest.mark.parametrize(
    "path", ["/sign-in/", "/sign-up/", "/sign-out/", "/reset/", "/me/confirm/", "/me/email/"]
)
def test_no_page_links_to_where_an_address_asks(world: World, path: str, role: Role) -> None:
    browser = Browser(world, role)

    answers = [browser.get(f"{path}?next={quote(target, safe='')}") for target in ELSEWHERE]

    assert [answer.leads_to for answer in answers if leads_away(answer)] == []
    assert [
        str(answer)
        for answer in answers
        if 'href="//evil' in answer.body or 'href="javascript' in answer.body
    ] == []


def leads_away(answer: Answer) -> bool:
    """Whether a browser would leave: it reads backslashes as slashes, and drops tabs and line breaks."""
    target = answer.leads_to
    read = (
        "".join(letter for letter in target if letter not in "\t\r\n")
        .strip(" \x00\x01\x0b")
        .replace("\\", "/")
    )
    parts = urlsplit(read)
    return bool(parts.scheme or parts.netloc) or read.startswith("//") or "evil" in answer.cookies


def test_a_page_of_ours_is_led_to(world: World) -> None:
    data = {"login": world.people[Role.MEMBER].account.email, "password": PASSWORD, "next": "/t/"}

    with undone():
        answer = Browser(world, Role.VISITOR).post("/sign-in/", data)

    assert answer.leads_to == "/t/"
