"""Copies for visitors: who is given one, what it depends on, and that it never stands for anything else."""

import asyncio
import gzip
from collections.abc import Iterator
from typing import Any

import brotli
import pytest

from groundswell.kernel.front import Front, Visitors
from groundswell.kernel.front.tests.applications import Pages, Told
from groundswell.kernel.front.tests.asking import Answered, Running, answered, scope_of

pytestmark = pytest.mark.once


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def clock() -> list[float]:
    return [1000.0]


@pytest.fixture
def front(pages: Pages, told: Told, clock: list[float]) -> Iterator[Running]:
    with Running(Front(pages, visitors=Visitors(told, room=40_000, now=lambda: clock[0]))) as running:
        yield running


def number(answer: Answered) -> int:
    return int(answer.body.split()[0])


def test_a_page_is_made_once_for_all_visitors(front: Running, pages: Pages) -> None:
    answers = [front.get("/t/", user_agent=f"browser {name}") for name in "abc"]

    assert [number(each) for each in answers] == [1, 1, 1]
    assert pages.made == 1
    assert "x-request-id" not in answers[0].headers


def test_a_copy_goes_when_the_database_has_moved_on(front: Running, told: Told) -> None:
    front.get("/t/")
    told.version = (2,)

    assert [number(front.get("/t/")), number(front.get("/t/"))] == [2, 2]


def test_a_page_made_while_the_database_moved_on_is_not_kept(
    front: Running, pages: Pages, told: Told
) -> None:
    def move() -> None:
        told.version = (2,)

    pages.while_making = move
    assert number(front.get("/t/")) == 1
    pages.while_making = lambda: None

    assert number(front.get("/t/")) == 2


def test_a_copy_grows_old(front: Running, clock: list[float]) -> None:
    front.get("/t/")
    clock[0] += 59
    assert number(front.get("/t/")) == 1

    clock[0] += 1

    assert number(front.get("/t/")) == 2


def test_a_copy_that_replaces_an_old_one_is_given_in_its_place(front: Running, clock: list[float]) -> None:
    """Also of a page that is read often, and where nothing changes for long."""
    for _time in range(3):
        front.get("/t/")
    clock[0] += 60

    assert [number(front.get("/t/")) for _time in range(3)] == [2, 2, 2]


def test_without_a_version_every_page_is_made(front: Running, told: Told) -> None:
    front.get("/t/")
    told.version = None

    assert [number(front.get("/t/")), number(front.get("/t/"))] == [2, 3]


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "session=abc"},
        {"cookie": "theme=dark; csrf=abc"},
        {"cookie": "django_language=de"},
        {"authorization": "Bearer x"},
        {"range": "bytes=0-5"},
        {"hx-request": "true", "hx-request-type": "partial", "hx-target": "div#posts"},
        {"content-length": "5"},
        {"accept-language": "de," * 200},
        {"accept-encoding": "gzip," * 200},
    ],
)
def test_whoever_may_be_shown_something_else_is_given_no_copy(
    front: Running, headers: dict[str, str]
) -> None:
    front.get("/t/")

    assert number(front.ask("/t/", headers=headers)) == 2
    assert number(front.get("/t/")) == 1


def test_what_is_posted_is_never_answered_from_memory(front: Running) -> None:
    front.get("/t/")

    assert number(front.ask("/t/", method="POST")) == 2


def test_a_header_that_stands_twice_is_left_to_django(front: Running, pages: Pages) -> None:
    scope = scope_of("GET", "/t/")
    scope["headers"].append((b"host", b"evil.example"))

    front.do(answered(front.front, scope))

    assert pages.heard[0]["HTTP_HOST"] == "localhost:8000,evil.example"
    assert number(front.get("/t/")) == 2


@pytest.mark.parametrize(
    ("target", "headers"),
    [
        ("/s/", {}),
        ("/t/?page=2", {}),
        ("/T/", {}),
        ("/t/", {"host": "127.0.0.1:8000"}),
    ],
)
def test_another_address_is_another_page(front: Running, target: str, headers: dict[str, str]) -> None:
    front.get("/t/")

    assert number(front.ask(target, headers=headers)) == 2


@pytest.mark.parametrize("target", ["/%74/", "/t%2F", "/t/?"])
def test_one_address_has_one_copy_however_it_is_written(front: Running, target: str) -> None:
    front.get("/t/")

    assert number(front.get(target)) == 1


def test_the_scheme_that_our_proxy_tells_makes_another_page(pages: Pages, told: Told, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    with Running(Front(pages, visitors=Visitors(told))) as front:
        told_schemes = ["https", "http", "https", "ftp"]
        answers = [front.get("/t/", x_forwarded_proto=scheme) for scheme in told_schemes]

    assert [number(each) for each in answers] == [1, 2, 1, 2]


def test_each_language_has_its_page_and_a_made_up_one_has_none(
    pages: Pages, told: Told, settings: Any
) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    wanted = ["de-AT,en;q=0.5", "de", "en-GB", "xx-YY", "tlh;q=0.3", "*"]
    with Running(Front(pages, visitors=Visitors(told))) as front:
        answers = [front.get("/t/", accept_language=each) for each in wanted]

    assert [number(each) for each in answers] == [1, 1, 2, 3, 3, 3]
    assert [heard.get("HTTP_ACCEPT_LANGUAGE") for heard in pages.heard] == ["de", "en", None]


def test_django_hears_nothing_that_the_key_does_not_say(front: Running, pages: Pages) -> None:
    front.get(
        "/t/", cookie="theme=dark", referer="http://elsewhere.example/", user_agent="x", if_none_match='"y"'
    )

    heard = {name for name in pages.heard[0] if name.startswith("HTTP_")}
    assert heard == {"HTTP_HOST"}


@pytest.mark.parametrize(
    ("status", "header"),
    [
        ("404 Not Found", ("X-Any", "thing")),
        ("302 Found", ("Location", "/")),
        ("200 OK", ("Set-Cookie", "a=b")),
        ("200 OK", ("Vary", "User-Agent")),
        ("200 OK", ("Vary", "*")),
        ("200 OK", ("Content-Encoding", "gzip")),
    ],
)
def test_an_answer_that_is_not_plain_is_not_kept(
    front: Running, pages: Pages, status: str, header: tuple[str, str]
) -> None:
    pages.status, pages.headers = status, [*pages.headers, header]

    assert [number(front.get("/t/")), number(front.get("/t/"))] == [1, 2]


def test_an_answer_that_is_not_for_everybody_is_not_kept(front: Running) -> None:
    assert [number(front.get("/own/")), number(front.get("/own/"))] == [1, 2]


def test_a_client_that_has_the_page_is_told_so(front: Running) -> None:
    first = front.get("/t/")
    tag = first.headers["etag"]

    again = [front.get("/t/", if_none_match=value) for value in (tag, f'"other", W/{tag}', "*")]

    assert [each.status for each in again] == [304, 304, 304]
    assert [each.body for each in again] == [b"", b"", b""]
    assert again[0].headers["etag"] == tag
    assert again[0].headers["vary"] == first.headers["vary"]
    assert front.get("/t/", if_none_match='"other"').status == 200


def test_a_page_that_was_made_anew_and_says_the_same_keeps_its_tag(
    front: Running, pages: Pages, told: Told
) -> None:
    tag = front.get("/t/").headers["etag"]
    told.version, pages.made = (2,), 0

    assert front.get("/t/", if_none_match=tag).status == 304
    assert pages.made == 1


def test_each_coding_is_packed_once_and_has_a_tag_of_its_own(front: Running, pages: Pages) -> None:
    plain = front.get("/t/")
    packed = {name: front.get("/t/", accept_encoding=name) for name in ("gzip", "br", "br;q=0, gzip")}

    assert brotli.decompress(packed["br"].body) == plain.body
    assert gzip.decompress(packed["gzip"].body) == plain.body
    assert packed["br;q=0, gzip"].headers["content-encoding"] == "gzip"
    assert len({each.headers["etag"] for each in (plain, *packed.values())}) == 3
    assert front.get("/t/", accept_encoding="br", if_none_match=plain.headers["etag"]).status == 200
    assert pages.made == 1


def test_the_head_alone_is_answered_from_memory_too(front: Running, pages: Pages) -> None:
    head = front.ask("/t/", method="HEAD")
    got, again = front.get("/t/"), front.ask("/t/", method="HEAD")

    assert (head.body, again.body, number(got)) == (b"", b"", 1)
    assert again.headers == got.headers
    assert pages.heard[0]["REQUEST_METHOD"] == "GET"


def test_many_who_come_at_once_wait_for_one_page(front: Running, pages: Pages) -> None:
    async def at_once() -> list[Answered]:
        return await asyncio.gather(*(answered(front.front, scope_of("GET", "/t/")) for _each in range(20)))

    answers: list[Answered] = front.do(at_once())

    assert {number(each) for each in answers} == {1}
    assert pages.made == 1


def test_many_who_come_at_once_for_what_is_not_kept_each_have_their_own(front: Running) -> None:
    async def at_once() -> list[Answered]:
        return await asyncio.gather(*(answered(front.front, scope_of("GET", "/own/")) for _each in range(5)))

    answers: list[Answered] = front.do(at_once())

    assert sorted(number(each) for each in answers) == [1, 2, 3, 4, 5]


def test_made_up_addresses_do_not_push_out_what_is_read(front: Running, pages: Pages) -> None:
    front.get("/t/")
    front.get("/t/")
    for each in range(100):
        for _time in range(3):
            front.get(f"/t/?x={each}")
            front.ask("/t/", headers={"host": f"localhost:{each}"})
    made = pages.made

    assert number(front.get("/t/")) == 1
    assert pages.made == made
    assert sum(len(shelf) for shelf in _shelves(front)) < 20


def _shelves(front: Running) -> list[Any]:
    visitors = front.front.visitors
    assert visitors is not None
    return [visitors._shelves.new, visitors._shelves.read]
