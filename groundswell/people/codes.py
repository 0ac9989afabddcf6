"""Codes and links that work once. Nothing in the database is enough to use one."""

import hashlib
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
_LENGTH = 8


def code_for(purpose: str, number: int) -> str:
    """The code of one row: always the same, so that a mail sent twice says the same."""
    digest = salted_hmac(f"groundswell.people.codes.{purpose}", str(number), algorithm="sha256").digest()
    letters = [_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:_LENGTH]]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def is_code(given: str, expected: str) -> bool:
    """Whether somebody typed the code, in whatever case and with whatever dashes."""
    return constant_time_compare(_plain(given), _plain(expected))


def new_token() -> tuple[str, str]:
    """A token for a link, and the digest that we keep."""
    token = secrets.token_urlsafe(24)
    return token, digest_of(token)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())
