"""Whatever pages can show leaves a ledger entry or a new epoch, or copies of pages would outlive it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from groundswell.demo.play import play

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

_WRITES = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.IGNORECASE)
_TOLD = {"kernel_entry", "kernel_epoch"}
# No page of anybody else shows these: machinery, and what one person knows of themselves.
_OWN = {
    "account_emailaddress",
    "account_emailconfirmation",
    "community_foundingcode",
    "community_letter",
    "django_session",
    "kernel_follower",
    "kernel_job",
    "kernel_schedule",
    "kernel_tally",
    "people_account",
    "people_application",
    "topics_readmark",
    "usersessions_usersession",
}


class Watch:
    """What each action writes, table by table, from the statements themselves.

    The test is a transaction, the story a savepoint in it, and each action of the story one in that.
    """

    def __init__(self) -> None:
        self.silent: set[frozenset[str]] = set()
        self.told = 0
        self._writing: set[str] = set()
        self._depth = 0

    def __call__(self, statement: str) -> None:
        word = statement.split(maxsplit=1)[0].upper()
        if word == "SAVEPOINT":
            self._depth += 1
        elif word == "RELEASE":
            self._depth -= 1
            if self._depth == 1:
                self._close()
        elif found := _WRITES.match(statement):
            self._writing.add(found[1])

    def _close(self) -> None:
        if self._writing & _TOLD:
            self.told += 1
        elif shown := self._writing - _OWN:
            self.silent.add(frozenset(shown))
        self._writing = set()


@contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch()
    connection.ensure_connection()
    connection.connection.set_trace_callback(watch)
    try:
        yield watch
    finally:
        connection.connection.set_trace_callback(None)


@pytest.mark.django_db
def test_a_whole_story_changes_nothing_in_silence() -> None:
    with watching() as watch:
        play(lambda _line: None)

    assert watch.silent == set()
    assert watch.told > 500
