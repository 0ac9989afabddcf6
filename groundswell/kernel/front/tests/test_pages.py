"""Any WSGI application behind the front hears and is heard as its standard says."""

import errno
import threading
import wsgiref.validate
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest

from groundswell.kernel.front import Front
from groundswell.kernel.front.tests.applications import Echo, asked_with
from groundswell.kernel.front.tests.asking import Running, answered, scope_of

pytestmark = pytest.mark.once


def heard(**asked: Any) -> dict[str, Any]:
    echo = Echo()
    with Running(Front(echo)) as running:
        running.ask(**asked)
    return echo.heard


def test_a_standards_own_validator_finds_nothing() -> None:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        environ["wsgi.input"].read(5)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"fine"]

    checked = wsgiref.validate.validator(application)
    answer = asked_with(
        checked, target="/a?b=c", method="POST", body=[b"12345"], headers={"content-length": "5"}
    )

    assert (answer.status, answer.body) == (200, b"fine")


def test_a_request_is_told_as_wsgi_tells_it() -> None:
    environ = heard(target="/t/7/?page=2", headers={"host": "example.org", "accept-language": "de"})

    expected = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/t/7/",
        "QUERY_STRING": "page=2",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.1",
        "HTTP_HOST": "example.org",
        "HTTP_ACCEPT_LANGUAGE": "de",
        "wsgi.url_scheme": "http",
    }
    assert {name: environ[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/caf%C3%A9", "/caf\xc3\xa9"),
        ("/a%2Fb", "/a/b"),
        ("/%FF", "/\xff"),
        ("//double", "//double"),
        ("/plus+and%20space", "/plus+and space"),
    ],
)
def test_a_path_is_bytes_written_one_letter_each(target: str, path: str) -> None:
    assert heard(target=target)["PATH_INFO"] == path


def test_the_root_is_told_apart_from_the_path() -> None:
    environ = heard(target="/club/t/", root_path="/club")

    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == ("/club", "/t/")


def test_no_header_passes_for_another() -> None:
    pairs = [
        (b"proxy", b"http://evil.example"),
        (b"x_forwarded_for", b"10.0.0.1"),
        (b"x-forwarded-for", b"192.0.2.9"),
        (b"content_length", b"7"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"accept", b"text/html"),
        (b"accept", b"text/plain"),
    ]
    echo = Echo()
    with Running(Front(echo)) as running:
        running.do(answered(running.front, {**scope_of("GET", "/"), "headers": pairs}))

    assert "HTTP_PROXY" not in echo.heard
    assert echo.heard["HTTP_X_FORWARDED_FOR"] == "192.0.2.9"
    assert echo.heard["CONTENT_LENGTH"] == ""
    assert echo.heard["HTTP_COOKIE"] == "a=1; b=2"
    assert echo.heard["HTTP_ACCEPT"] == "text/html,text/plain"


def test_a_name_without_end_is_passed_over_and_not_remembered() -> None:
    long = "x" * 101

    environ = heard(headers={long: "1", long[:100]: "2"})

    assert f"HTTP_{long.upper()}" not in environ
    assert environ[f"HTTP_{long[:100].upper()}"] == "2"


def test_a_client_without_an_address_has_none() -> None:
    assert heard(client=None, server=("/run/groundswell.sock", None))["REMOTE_ADDR"] == ""


def test_a_whole_answer_has_its_length_and_one_to_head_no_body() -> None:
    got = asked_with(Echo([b"one ", b"two"]))
    head = asked_with(Echo([b"one ", b"two"]), method="HEAD")

    assert (got.body, got.headers["content-length"]) == (b"one two", "7")
    assert (head.body, head.headers["content-length"]) == (b"", "7")


def test_what_is_written_the_old_way_is_sent_too() -> None:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        write = start_response("200 OK", [])
        write(b"first ")
        return [b"second"]

    assert asked_with(application).body == b"first second"


def test_a_stream_of_parts_is_closed_when_it_is_taken() -> None:
    closed = threading.Event()

    class Parts:
        def __iter__(self) -> Iterator[bytes]:
            return iter([b"x" * 700_000] * 3)

        def close(self) -> None:
            closed.set()

    answer = asked_with(Echo(lambda _environ: Parts()))

    assert answer.body == b"x" * 2_100_000
    assert closed.is_set()


@pytest.mark.parametrize("size", [10, 3_000_000])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_file_is_sent_through_the_servers_own_wrapper_and_closed(size: int, method: str) -> None:
    file = BytesIO(b"y" * size)
    echo = Echo(lambda environ: environ["wsgi.file_wrapper"](file), [("Content-Length", str(size))])

    answer = asked_with(echo, method=method)

    assert answer.body == (b"y" * size if method == "GET" else b"")
    assert answer.headers["content-length"] == str(size)
    assert file.closed


def test_what_breaks_below_is_one_calm_page() -> None:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        raise RuntimeError("a detail for the operator")

    answer = asked_with(application)

    assert answer.status == 500
    assert "Something broke on our side." in answer.text
    assert "a detail" not in answer.text


def test_a_disk_without_room_is_said_as_that() -> None:
    def application(_environ: dict[str, Any], _start_response: Callable[..., Any]) -> list[bytes]:
        raise OSError(errno.ENOSPC, "No space left on device")

    answer = asked_with(application, target="/")

    assert (answer.status, answer.headers["retry-after"]) == (507, "60")
    assert "There is no room left." in answer.text
