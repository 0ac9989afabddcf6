"""Members' browsers that write without pause, and what each of them wrote down about it.

A deed has a word that stands nowhere else. It is written down before it is sent, and so is every answer. What
is not confirmed is sent again with the same submission's name, as a browser does that is reloaded; now and
then somebody gives up instead.
"""

import json
import re
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

REPLY, TOPIC, EDIT, HEART, SIGN_UP = "reply", "topic", "edit", "heart", "sign-up"
_SHARES = {REPLY: 9, TOPIC: 3, EDIT: 4, HEART: 4, SIGN_UP: 2}
_GIVES_UP = 0.2
_PATIENCE, _PAUSE, _THINKS = 25, 0.4, 0.15
_FOUND, _BROKEN = 302, 500
_LED_TO = {REPLY: "/p/", TOPIC: "/t/", EDIT: "/p/", HEART: "/p/", SIGN_UP: "/sign-up/code/"}
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; status 0 where nothing did. `is_calm` is a page that says what is wrong."""

    status: int = 0
    place: str = ""
    is_calm: bool = False
    keeps_words: bool = False
    tells_when: bool = False
    text: str = field(default="", repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)

    def note(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("status", "is_calm", "keeps_words", "tells_when")}


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody does. `member` is 0 for somebody who is about to come."""

    number: int
    round: int
    kind: str
    member: int
    word: str
    path: str
    target: int
    values: Mapping[str, str]


@dataclass(slots=True)
class Siege:
    """What all writers share: where to send, which round it is, and whether to rest or end."""

    port: int
    facts: Mapping[str, Any]
    folder: Path
    round: int = 0
    confirmed_at: float = 0
    resting: threading.Event = field(default_factory=threading.Event)
    ending: threading.Event = field(default_factory=threading.Event)


class Writer(threading.Thread):
    """One browser that several members share in turn, and its log."""

    def __init__(self, number: int, siege: Siege, members: list[dict[str, Any]]) -> None:
        super().__init__(name=f"writer-{number}", daemon=True)
        self.is_resting = False
        self._siege = siege
        self._members = members
        self._lot = Random(f"writer {number}")
        self._address = f"127.7.{number}.1"
        self._passes: dict[int, tuple[str, str]] = {}
        self._own: dict[int, list[int]] = {}
        self._hearts = self._all_hearts()
        self._log = (siege.folder / f"{self.name}.log").open("a", buffering=1)

    def run(self) -> None:
        while not self._siege.ending.is_set():
            if self._rests():
                continue
            if (deed := self._deed()) is not None:
                self._do(deed)
            time.sleep(self._lot.uniform(0, 2 * _THINKS))
        self._log.close()

    def _rests(self) -> bool:
        self.is_resting = self._siege.resting.is_set()
        if self.is_resting:
            time.sleep(0.02)
        return self.is_resting

    def _do(self, deed: Deed) -> None:
        """Send until it is confirmed, or until its author gives up; a refusal for good is taken as it is."""
        self._note(deed=deed.number, round=deed.round, kind=deed.kind, member=deed.member, word=deed.word,
                   target=deed.target)  # fmt: skip
        while True:
            self._note(sends=deed.number)
            answer = self._send(deed)
            is_done = answer.status == _FOUND and answer.place.startswith(_LED_TO[deed.kind])
            self._note(answers=deed.number, round=self._siege.round, is_confirmed=is_done, **answer.note())
            if is_done:
                self._confirmed(deed, answer)
            if is_done or 0 < answer.status < _BROKEN or self._gives_up():
                return
            time.sleep(_PAUSE)
            while self._rests():
                pass

    def _gives_up(self) -> bool:
        return self._siege.ending.is_set() or self._lot.random() < _GIVES_UP

    def _confirmed(self, deed: Deed, answer: Answer) -> None:
        self._siege.confirmed_at = time.monotonic()
        if deed.kind == REPLY:
            self._own.setdefault(deed.member, []).append(int(answer.place.split("/")[2]))

    def _deed(self) -> Deed | None:
        kind = self._lot.choices(list(_SHARES), list(_SHARES.values()))[0]
        number = next(_numbers)
        word = f"deed{number}q"
        who: dict[str, Any] = {"id": 0, "session": ""} if kind == SIGN_UP else self._lot.choice(self._members)
        path, target, values = self._wish(kind, who["id"], word)
        token = self._pass(who) if path else None
        if token is None:
            return None
        self._cookie = token[1]
        values = {"csrfmiddlewaretoken": token[0], "submission": secrets.token_urlsafe(12), **values}
        return Deed(number, self._siege.round, kind, who["id"], word, path, target, values)

    def _wish(self, kind: str, member: int, word: str) -> tuple[str, int, dict[str, str]]:
        """Where to, about what, and with which words; no path where there is nothing to do."""
        match kind:
            case "reply":
                topic = self._lot.choice(self._siege.facts["topics"])
                return f"/t/{topic}/replies/", topic, {"text": f"I say {word}."}
            case "topic":
                title, space = f"About {word}", self._siege.facts["space"]
                return f"/s/{space}/new/", space, {"title": title, "text": f"I open {word}."}
            case "edit" if posts := self._own.get(member):
                post = self._lot.choice(posts)
                return f"/p/{post}/edit/", post, {"text": f"I rather say {word}.", "reason": ""}
            case "heart" if posts := self._hearts.get(member):
                post = posts.pop()
                return f"/p/{post}/heart/", post, {"act": "give"}
            case "sign-up":
                person = {"name": "Newcomer", "handle": word, "email": f"{word}@example.org"}
                return "/sign-up/", 0, {**person, "password": "seven calm harbours"}
        return "", 0, {}

    def _all_hearts(self) -> dict[int, list[int]]:
        posts = self._siege.facts["posts"]
        return {who["id"]: self._lot.sample(posts, len(posts)) for who in self._members}

    def _pass(self, who: Mapping[str, Any]) -> tuple[str, str] | None:
        """The token of a form and the cookies that go with it, fetched once a member."""
        if who["id"] in self._passes:
            return self._passes[who["id"]]
        path = f"/s/{self._siege.facts['space']}/new/" if who["id"] else "/sign-up/"
        mine = f"session={who['session']}" if who["id"] else ""
        answer = asked(self._siege.port, "GET", path, cookie=mine, address=self._address)
        token = _TOKEN.search(answer.text)
        if token is None:
            return None
        cookie = "; ".join(part for part in (mine, f"csrf={answer.cookies.get('csrf', '')}") if part)
        self._passes[who["id"]] = token[1], cookie
        return token[1], cookie

    def _send(self, deed: Deed) -> Answer:
        # Newcomers come from many networks: so few may sign up from one in an hour.
        address = self._address if deed.member else f"127.8.{deed.number >> 8 & 255}.{deed.number & 255 or 1}"
        body = urlencode(deed.values)
        return asked(
            self._siege.port, "POST", deed.path,
            body=body, cookie=self._cookie, address=address, word=deed.word,
        )  # fmt: skip

    def _note(self, **words: Any) -> None:
        """One line, written out before anything else happens."""
        self._log.write(json.dumps(words) + "\n")


class Reader(threading.Thread):
    """Somebody who reads, and counts what came back."""

    def __init__(self, siege: Siege, session: str) -> None:
        super().__init__(name="reader", daemon=True)
        self.statuses: dict[int, int] = {}
        self._siege = siege
        self._cookie = f"session={session}" if session else ""

    def run(self) -> None:
        lot = Random(self._cookie)
        while not self._siege.ending.is_set():
            path = lot.choice(self._siege.facts["pages"])
            status = asked(self._siege.port, "GET", path, cookie=self._cookie, address="127.6.0.1").status
            self.statuses[status] = self.statuses.get(status, 0) + 1
            time.sleep(2 * _THINKS)


def asked(  # noqa: PLR0913 - a request
    port: int, method: str, path: str, *, body: str = "", cookie: str, address: str, word: str = ""
) -> Answer:
    """One request over a connection of its own, from an address of our choice."""
    line = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE, source_address=(address, 0))
    headers = {"Host": "localhost", "Cookie": cookie, "Accept-Language": "en"}
    if method == "POST":
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        line.request(method, path, body or None, headers)
        answer = line.getresponse()
        text = answer.read().decode()
    except (OSError, HTTPException):
        return Answer()
    finally:
        line.close()
    cookies = dict(_cookies(answer.getheaders()))
    return Answer(
        answer.status,
        answer.getheader("Location", ""),
        is_calm='id="wrong"' in text,
        keeps_words=bool(word) and word in text,
        tells_when=bool(answer.getheader("Retry-After")),
        text=text,
        cookies=cookies,
    )


def _cookies(headers: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, value in headers:
        if name.lower() == "set-cookie":
            key, _, rest = value.partition("=")
            yield key, rest.partition(";")[0]
