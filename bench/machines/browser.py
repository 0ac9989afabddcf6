"""One person's browser in front of one machine: cookies, forms and streams, as they come over the wire."""

import json
import re
import secrets
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ORIGIN = "https://community.example.org"
_NAME = urlsplit(ORIGIN).hostname or ""
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; status 0 where nothing did."""

    status: int = 0
    place: str = ""
    text: str = field(default="", repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Door:
    """A web node's own port, or that of nginx, whose certificate is then checked."""

    host: str
    port: int
    certificate: Path | None = None

    def open(self) -> HTTPConnection:
        if self.certificate is None:
            return HTTPConnection(self.host, self.port, timeout=_PATIENCE)
        known = ssl.create_default_context(cafile=str(self.certificate))
        return _Named(self.host, self.port, timeout=_PATIENCE, context=known)


class _Named(HTTPSConnection):
    """Connects to an address and asks it for the community by name."""

    def connect(self) -> None:
        HTTPConnection.connect(self)
        context: ssl.SSLContext = self._context  # type: ignore[attr-defined]
        self.sock = context.wrap_socket(self.sock, server_hostname=_NAME)


class Browser:
    """`address` is from where it comes, as nginx would tell a node."""

    def __init__(self, door: Door, *, session: str = "", address: str = "203.0.113.7") -> None:
        self.door, self.address = door, address
        self.cookies = {"__Host-session": session} if session else {}
        self.token = ""

    def at(self, door: Door) -> "Browser":
        """The same person, with the same cookies, at another door."""
        other = Browser(door, address=self.address)
        other.cookies, other.token = self.cookies, self.token
        return other

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, **values: str) -> Answer:
        """Send a form; a token for it is on every page of a member, and on the form's own for a visitor."""
        if not self.token:
            found = _TOKEN.search(self.get("/" if self.cookies else path).text)
            self.token = found[1] if found else ""
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self.token, **values}))

    def reply(self, topic: int, text: str, submission: str = "") -> Answer:
        name = submission or secrets.token_urlsafe(12)
        return self.post(f"/t/{topic}/replies/", submission=name, text=text)

    def hear(self, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The events of a stream as they come, each with its name."""
        line = self.door.open()
        try:
            line.request("GET", path, headers=self._headers())
            answer, name = line.getresponse(), ""
            while words := answer.readline().decode():
                if words.startswith("event: "):
                    name = words.removeprefix("event: ").strip()
                elif words.startswith("data: "):
                    yield name, json.loads(words.removeprefix("data: "))
        finally:
            line.close()

    def _ask(self, method: str, path: str, body: str = "") -> Answer:
        line = self.door.open()
        try:
            line.request(method, path, body or None, self._headers(is_form=method == "POST"))
            answer = line.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, HTTPException):
            return Answer()
        finally:
            line.close()
        self._keep(answer.headers.get_all("Set-Cookie") or [])
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, headers.get("location", ""), text, headers)

    def _headers(self, *, is_form: bool = False) -> dict[str, str]:
        headers = {
            "Host": _NAME,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if self.door.certificate is None:
            headers |= {"X-Forwarded-For": self.address, "X-Forwarded-Proto": "https"}
        if is_form:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": ORIGIN}
        return headers

    def _keep(self, given: list[str]) -> None:
        for each in given:
            name, _, rest = each.partition("=")
            self.cookies[name] = rest.partition(";")[0]
