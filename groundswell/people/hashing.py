"""Passwords are hashed so that eight at once still fit on a box of 1 GB: 19 MiB each, a few at a time."""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = 4
_turn = BoundedSemaphore(AT_ONCE)


class ModestArgon2(Argon2PasswordHasher):
    """OWASP's second profile: 19 MiB, two passes, one lane."""

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _turn:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _turn:
            return super().verify(password, encoded)

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Argon2 has nothing to make up for here."""
