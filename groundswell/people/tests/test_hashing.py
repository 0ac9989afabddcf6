"""Hashing stays within a small box: its cost, and how many at once."""

import threading

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from groundswell.people.hashing import AT_ONCE, ModestArgon2

pytestmark = pytest.mark.once


def test_a_hash_says_its_modest_cost() -> None:
    encoded = ModestArgon2().encode("three quiet kettles", ModestArgon2().salt())

    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert ModestArgon2().verify("three quiet kettles", encoded)
    assert not ModestArgon2().verify("four quiet kettles", encoded)
    assert not ModestArgon2().must_update(encoded)


def test_only_a_few_hash_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most, lock = 0, 0, threading.Lock()
    pause = threading.Event()

    def slowly(*_args: object) -> bool:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        pause.wait(0.02)
        with lock:
            inside -= 1
        return True

    monkeypatch.setattr(Argon2PasswordHasher, "verify", slowly)
    threads = [threading.Thread(target=ModestArgon2().verify, args=("a", "b")) for _number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == AT_ONCE
