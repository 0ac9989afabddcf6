"""Replies through the form, with one writer and with eight, alone and beside readers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import islice
from random import Random
from typing import Any
from urllib.parse import urlencode

from bench.load import Lane, Load, get, post, run
from bench.options import Options
from bench.places import DATABASES, Place, place
from bench.serving import Server, server
from bench.tables import number, table
from bench.words import Vocabulary

_EACH = 55  # replies by one member: the limit is 60 an hour
_READERS, _THINKS = 4, 0.1
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_COUNT = "SELECT COUNT(*) FROM topics_post"
_SETTINGS = (("1", 1, 0), ("8", 8, 0), ("1+readers", 1, _READERS), ("8+readers", 8, _READERS))


@dataclass(frozen=True, slots=True)
class Writer:
    """A member with a session and what a form of theirs brings back."""

    session: str
    csrf: str
    token: str

    @property
    def cookie(self) -> str:
        return f"session={self.session}; csrf={self.csrf}"


def main(options: Options) -> dict[str, Any]:
    """Four loads on each database, each by other members, and what the tables hold of it afterwards."""
    return {database: _on(database, options) for database in DATABASES if database in options.databases}


def _on(database: str, options: Options) -> dict[str, Any]:
    with place(database, options.shape) as found, server(found) as running:
        options.say(f"{database}: replies …")
        facts = found.facts
        writers = [_writer(running.port, facts["pages"]["topic"], each) for each in facts["writers"]]
        requests = _requests(writers, facts["open_topics"])
        share = len(writers) * _EACH // len(_SETTINGS)
        done = {}
        for name, *sizes in _SETTINGS:
            lanes = _lanes(list(islice(requests, share)), facts, sizes)
            done[name] = _measured(found, running, lanes, seconds=options.window * 2)
        return done


def _measured(found: Place, running: Server, lanes: Sequence[Lane], *, seconds: float) -> dict[str, Any]:
    """One load, with how many posts there are more than before, and the CPU of a reply."""
    before, spent = found.count(_COUNT), running.cpu()
    counts: dict[str, Any] = run(Load(running.port, lanes, seconds))
    cpu = running.spent_since(spent)
    stored = found.count(_COUNT) - before
    return counts | {"stored": stored, "cpu": cpu / stored * 1000 if stored else None}


def _lanes(requests: Sequence[str], facts: dict[str, Any], sizes: Sequence[int]) -> list[Lane]:
    writers, readers = sizes
    writing = [Lane("writer", requests[lane::writers], expects=302, repeats=False) for lane in range(writers)]
    page = get(facts["pages"]["topic"], cookie=f"session={facts['reader']['session']}")
    return writing + [Lane("reader", [page], pause=_THINKS)] * readers


def _writer(port: int, path: str, who: dict[str, str]) -> Writer:
    """Open a page as the member's browser would, for its form and its cookie."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": "localhost", "Cookie": f"session={who['session']}"})
    answer = connection.getresponse()
    token = _TOKEN.search(answer.read().decode())
    cookies = dict(
        value.partition(";")[0].split("=", 1)
        for name, value in answer.getheaders()
        if name.lower() == "set-cookie"
    )
    connection.close()
    if token is None or "csrf" not in cookies:
        raise RuntimeError(f"{path} showed {who['handle']} no form (status {answer.status}).")
    return Writer(who["session"], cookies["csrf"], token[1])


def _requests(writers: Sequence[Writer], topics: Sequence[int]) -> Iterator[str]:
    """Every writer's replies one after the other, each a sending of its own, to one topic or another."""
    lot, vocabulary = Random("replies"), Vocabulary(2_000, 1)
    for writer in writers:
        for _ in range(_EACH):
            values = {
                "csrfmiddlewaretoken": writer.token,
                "submission": f"{lot.getrandbits(64):016x}",
                "text": " ".join(vocabulary.draw(lot, lot.randint(20, 80))),
            }
            yield post(f"/t/{lot.choice(topics)}/replies/", urlencode(values), cookie=writer.cookie)


def report(results: dict[str, Any]) -> str:
    """One table: loads by database."""
    heads = ["database, writers", "replies/s", "p50 ms", "p99 ms", "longest", "failed", "confirmed", "stored"]
    heads += ["server's CPU ms", "readers' p50", "readers' p99"]
    rows = [
        [f"{database}, {name}", *_figures(load)]
        for database, loads in results.items()
        for name, load in loads.items()
    ]
    return table(heads, rows)


def _figures(load: dict[str, Any]) -> list[str]:
    writer, reader = load["writer"], load.get("reader")
    times = [number(writer[name]) for name in ("per_second", "p50", "p99", "longest")]
    counts = [str(writer["failures"]), str(writer["confirmed"]), str(load["stored"])]
    others = [number(reader["p50"]), number(reader["p99"])] if reader else ["·", "·"]
    alone = number(load["cpu"]) if not reader else "·"
    return [*times, *counts, alone, *others]
