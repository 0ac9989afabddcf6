"""Input that no browser sends: too long, of the wrong type, not even text. Never answered with a 500."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import pytest

from tests.leaks.browsing import Answer, Browser, undone
from tests.leaks.crawl import readable
from tests.leaks.features import calls
from tests.leaks.fixtures import BrowserFor
from tests.leaks.routes import addresses, routes
from tests.leaks.world import Role, World
from tests.safety.posting import Form, successes

pytestmark = pytest.mark.slow  # a round through every route takes its time


MULTIPART = "multipart/form-data; boundary=x"
VALUES = {
    "nothing": "",
    "blanks": " \t\n ",
    "a character that ends strings": "a\x00b",
    "half a character": "\ud800",
    "control characters": "\x01\x02\x1b\x7f\x85",
    "directions": "\u202eabc\u2066",
    "private use": "\ue000m:1\ue001",
    "a lone mark": "\u0301" * 200,
    "too long for any column": "x" * 66_000,
    "a number too large": "9" * 30,
    "a number of five thousand digits": "9" * 5_000,
    "a negative number": "-1",
    "half a number": "1.5",
    "no number": "NaN",
    "a list": "[1, 2]",
    "an emoji too wide for 16 bits": "👩‍👩‍👧‍👦" * 40,
    "digits of another script": "١٢٣",
    "a format": "%s %(a)d {0} {a.b} %",
    "a pattern": "%_*[(\\",
    "a query": "'; DROP TABLE people_member; --",
}
PATHS = [
    "%00",
    "%ED%A0%80",
    "%FF",
    "%F0%9F%94%A7",
    "a" * 5_000,
    "%2e%2e%2f",
    "-1",
    "0",
    "9" * 19,
    "9" * 400,
    "%20",
]


def encoded(data: Mapping[str, str]) -> str:
    """As a browser encodes a form, but for half characters, which it would not send."""
    return urlencode(data, errors="surrogatepass")


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_no_field_of_any_form_breaks(world: World, value: str) -> None:
    broken = [
        f"{name}: {answer} {answer.crash}"
        for form, role in successes(world).values()
        for name in form.call.sends(world)
        if (answer := sent(Browser(world, role), form, {name: value})).status >= 500
    ]

    assert broken == []


def sent(browser: Browser, form: Form, more: Mapping[str, str]) -> Answer:
    with undone():
        return browser.raw(form.address.path, encoded({**form.call.sends(browser.world), **more}))


def test_no_form_breaks_on_what_is_no_form(world: World) -> None:
    strange: dict[str, tuple[bytes, str]] = {
        "a thousand fields": (
            encoded({f"f{n}": "x" for n in range(1_000)}).encode(),
            "application/x-www-form-urlencoded",
        ),
        "three megabytes": (b"text=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"),
        "bytes that are no text": (b"\xff\xfe\x00=\xed\xa0\x80&%zz=%", "application/x-www-form-urlencoded"),
        "the same field often": (
            b"&".join([b"text=a", b"name=b", b"act=give"] * 30),
            "application/x-www-form-urlencoded",
        ),
        "another alphabet": (b"text=a", "application/x-www-form-urlencoded; charset=utf-7"),
        "an alphabet that is none": (b"text=a", "application/x-www-form-urlencoded; charset=nonsense"),
        "json": (b'{"text": ["a"], "name": {"b": null}}', "application/json"),
        "plain text": (b"text=a", "text/plain"),
        "parts without an end": (b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\na', MULTIPART),
        "parts without a border": (b"text=a", "multipart/form-data"),
        "a file in place of a text": (file_named("text") + file_named("name", last=True), MULTIPART),
    }
    broken = [
        f"{route} with {what}: {answer} {answer.crash}"
        for route, (form, role) in successes(world).items()
        for what, (body, kind) in strange.items()
        if (answer := sent_raw(Browser(world, role), form, body=body, kind=kind)).status >= 500
    ]

    assert broken == []


def sent_raw(browser: Browser, form: Form, *, body: bytes, kind: str) -> Answer:
    with undone():
        return browser.raw(form.address.path, body, kind)


def file_named(name: str, *, last: bool = False) -> bytes:
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"; filename="../a\x00.html"\r\n\r\n'
    return head.encode() + b"<script>\r\n" + (b"--x--\r\n" if last else b"")


def test_a_thousand_fields_are_refused(world: World, browser: BrowserFor) -> None:
    answer = browser(Role.MEMBER).raw("/me/", encoded({f"f{n}": "x" for n in range(1_000)}))

    assert answer.status == 400
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("role", [Role.VISITOR, Role.STEWARD])
def test_no_address_breaks_whatever_stands_in_it(world: World, browser: BrowserFor, role: Role) -> None:
    answers = [browser(role).get(path) for path in strange_paths()]

    assert [f"{answer}: {answer.crash}" for answer in answers if answer.status >= 500] == []


def strange_paths() -> Iterator[str]:
    for name, route in routes().items():
        if name in calls() and route.parts:
            for odd in PATHS:
                pattern = "/" + route.pattern.replace("^", "")
                for part in route.parts:
                    for kind in ("int", "str", "slug", "path"):
                        pattern = pattern.replace(f"<{kind}:{part}>", odd)
                yield pattern


NAMES = ("before", "next", "kind"), ("after", "from", "reply_to")
QUERIES = [
    *(encoded(dict.fromkeys(names, value)) for names in NAMES for value in [*VALUES.values()][:16:2]),
    "before=9" + "9" * 18,
    "from=1000000000&end&before=1&after=1",
    "%00=%00&%ff=%ed%a0%80",
    "a=" + "x" * 1_000_000,
    "&".join(f"a{n}=b" for n in range(1_500)),
]


@pytest.mark.parametrize("role", [Role.VISITOR, Role.MEMBER])
def test_no_page_breaks_whatever_is_asked_of_it(world: World, browser: BrowserFor, role: Role) -> None:
    """One address of each route, with each query."""
    seen = (address for address in addresses(world) if address.is_for(role, world.stage))
    paths = {address.route: address.path for address in readable(browser(role), seen)}
    answers = [browser(role).get(f"{path}?{query}") for path in paths.values() for query in QUERIES]

    assert [f"{str(answer)[:200]}: {answer.crash}" for answer in answers if answer.status >= 500] == []


FAR = [f"{name}={number}" for name in ("before", "after", "page") for number in (0, 10**9, 2**63 - 1)]


@pytest.mark.parametrize("path", ["/", "/t/", "/people/", "/s/"])
def test_however_far_one_pages_the_work_is_the_same(world: World, browser: BrowserFor, path: str) -> None:
    member = browser(Role.MEMBER)
    near = reads(member, path)
    far = {query: reads(member, f"{path}?{query}") for query in FAR}

    assert {query: found for query, found in far.items() if found > near + 1} == {}


def reads(browser: Browser, path: str) -> int:
    browser.get(path)
    browser.get(path)
    return browser.reads


HEADERS = {
    "HX-Target": [
        "",
        "#",
        "div#" + "x" * 10_000,
        "div#main-9999999999999999999999",
        "\x7f#a",
        "main#__class__",
        "div#super",
    ],
    "HX-Request-Type": ["partial", "full", "x"],
    "Accept-Language": ["x" * 10_000, "de;q=9999999999999, en;q=NaN", "zh-" * 3_000, "../../etc/passwd"],
    "X-Forwarded-For": ["", ",,,", "::1, 999.999.1.1, <script>", "x" * 10_000],
    "X-Forwarded-Host": ["evil.example"],
    "X-Request-Id": ["x" * 10_000, "<script>"],
    "Cookie": ["session=" + "x" * 9_000, "session=\x01; csrf=<script>", "csrf=" + "é" * 40, "=;;=,"],
    "Accept-Encoding": ["gzip", "*", "br;q=0"],
    "If-Modified-Since": ["yesterday"],
    "Content-Length": ["-1", "x"],
}


@pytest.mark.parametrize("name", HEADERS)
def test_no_header_breaks_a_page_or_comes_back(browser: BrowserFor, name: str) -> None:
    headers = [{"HX-Request": "true", "HX-Request-Type": "partial", name: value} for value in HEADERS[name]]

    answers = [browser(Role.MEMBER).get(path, **each) for path in ("/", "/t/", "/me/") for each in headers]

    assert [f"{answer}: {answer.crash}" for answer in answers if answer.status >= 500] == []
    assert [
        str(answer) for answer in answers if "evil.example" in answer.told or "<script>x" in answer.told
    ] == []
