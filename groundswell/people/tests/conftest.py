"""What several of these tests live under."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.core import mail

from groundswell.community.make import make_mail_server
from groundswell.people.models import Member


@pytest.fixture
def post(ada: Member) -> Iterator[None]:
    """Mail leaves."""
    make_mail_server()
    yield
    mail.outbox.clear()


@pytest.fixture
def hashings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every time a password is hashed or compared."""
    done: list[str] = []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode

    def counted(*args: Any) -> str:
        done.append("hash")
        return encode(*args)

    monkeypatch.setattr(hasher, "encode", counted)
    return done
