"""Finds what is changed in silence: whatever pages can show must leave a ledger entry or a new epoch."""

import re

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

    Around the story is a transaction, the story is a savepoint in it, and each of its actions one in that.
    """

    def __init__(self) -> None:
        self.silent: set[frozenset[str]] = set()
        self.told = 0
        self._writing: set[str] = set()
        self._depth = 0

    def see(self, statement: str) -> None:
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
