"""A page, its parts as htmx asks for them, and the way back."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory

from groundswell.kernel.http import back_to, is_partial, posted
from groundswell.people.models import Member
from tests.plugins.cast import ClientFor

PAGE = "/kernel/listing/"
TOKEN = re.compile(r'value="[A-Za-z0-9]{64}"')


@pytest.fixture(autouse=True)
def _with_templates_of_the_tests(settings: Any) -> None:
    jinja, *others = settings.TEMPLATES
    settings.TEMPLATES = [{**jinja, "DIRS": [Path(__file__).parent / "jinja2"]}, *others]


def part(browser: Client, target: str, kind: str = "partial") -> str:
    headers = {"HX-Request": "true", "HX-Request-Type": kind, "HX-Target": target}
    return TOKEN.sub("token", browser.get(PAGE, headers=headers).content.decode())


def whole(browser: Client) -> str:
    return TOKEN.sub("token", browser.get(PAGE).content.decode())


@pytest.mark.urls("groundswell.kernel.tests.addresses")
def test_a_part_is_what_stands_in_the_page(cy: Member, client_for: ClientFor) -> None:
    browser = client_for(cy)
    page = whole(browser)

    box, entry = part(browser, "form#reply-box"), part(browser, "li#entry-2")

    assert page.startswith("<!doctype html>")
    assert re.fullmatch(
        r'<form id="reply-box"><input type="hidden" .* token>.*Näh &amp; &lt;mend&gt;.*</form>',
        box,
        re.DOTALL,
    )
    assert entry == '<li id="entry-2">Näh &amp; &lt;mend&gt; 2 Riverbend Repair</li>'
    assert box in page
    assert entry in page


@pytest.mark.urls("groundswell.kernel.tests.addresses")
@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("form#reply-box", "full"),
        ("form#no-such-part", "partial"),
        ("body", "partial"),
        ("", "partial"),
        ("#", "partial"),
        ("li#entry-2-3", "partial"),
        ("li#__class__", "partial"),
        ("li#%F0%9F%98%80", "partial"),
        ("x" * 5000, "partial"),
    ],
)
def test_what_is_no_part_is_answered_with_the_page(community: object, target: str, kind: str) -> None:
    assert part(Client(), target, kind).startswith("<!doctype html>")


@pytest.mark.parametrize("kind", ["partial", "full", None])
def test_a_partial_request_is_known_by_its_header(kind: str | None) -> None:
    request = RequestFactory().get("/", headers={"HX-Request-Type": kind} if kind else {})

    assert is_partial(request) is (kind == "partial")


def test_a_form_binds_to_what_was_posted_and_to_nothing_else() -> None:
    assert posted(RequestFactory().get("/?a=1")) is None
    assert posted(RequestFactory().post("/", {"a": "1"})) == QueryDict("a=1")
    assert posted(RequestFactory().post("/")) == QueryDict("")


def led_to(target: str) -> str:
    return back_to(RequestFactory().post("/", {"next": target}), "/default/")["Location"]


@pytest.mark.parametrize(
    ("target", "address"),
    [("/t/1/", "/t/1/"), ("/t/1/?before=2#post-3", "/t/1/?before=2#post-3"), ("/m/zoë/", "/m/zo%C3%AB/")],
)
def test_the_way_back_is_a_page_of_ours(target: str, address: str) -> None:
    assert led_to(target) == address


@pytest.mark.parametrize(
    "target",
    [
        "",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "https:evil.example",
        "https:/evil.example",
        "https://evil.example",
        "http://testserver@evil.example/",
        "https://testserver.evil.example/",
        "@evil.example",
        "javascript:alert(1)",
        "data:text/html,hi",
        "evil",
        "%2F%2Fevil.example",
        " //evil.example",
        "\t//evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/x\r\nSet-Cookie: a=b",
        "/\0",
        "\u2028//evil.example",
        "/\u202ecod.live/",
        "/" + "x" * 5000,
    ],
)
def test_the_way_back_leads_nowhere_else(target: str) -> None:
    assert led_to(target) == "/default/"


def test_a_doubly_written_slash_stays_on_this_site() -> None:
    assert led_to("/%2F%2Fevil.example") == "/%2F%2Fevil.example"


def test_the_way_back_may_stand_in_the_address() -> None:
    assert back_to(RequestFactory().get("/?next=/a/"), "/default/")["Location"] == "/a/"
