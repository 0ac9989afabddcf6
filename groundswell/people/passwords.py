"""What makes a password good enough: length, and that nobody would guess it; never its composition."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from groundswell.community.queries import the_community

SHORTEST, LONGEST = 8, 128
FAR_TOO_LONG = 4096
_GOOD_ENOUGH = 2
_LOOKED_AT = 72


class Length:
    """At least 8 characters and at most 128."""

    def validate(self, password: str, user: object | None = None) -> None:
        del user
        if len(password) < SHORTEST:
            raise ValidationError(_("This password is too short. Eight characters are the least."))
        if len(password) > LONGEST:
            raise ValidationError(_("This password is too long. 128 characters are the most."))

    def get_help_text(self) -> str:
        return _("Eight characters or more. A few words in a row are easy to remember and hard to guess.")


class Guessable:
    """Not among the first that somebody would try who knows the person and the place."""

    def validate(self, password: str, user: object | None = None) -> None:
        if SHORTEST <= len(password) <= LONGEST and _score(password, _words_about(user)) < _GOOD_ENOUGH:
            raise ValidationError(
                _("This password would be guessed quickly. Try three or four words in a row.")
            )

    def get_help_text(self) -> str:
        return ""


def _score(password: str, words: list[str]) -> int:
    found: dict[str, Any] = zxcvbn(password[:_LOOKED_AT], user_inputs=words)
    score: int = found["score"]
    return score


def _words_about(user: object | None) -> list[str]:
    """Words that say nothing secret: the community's, and the person's name, handle and address."""
    community = the_community()
    texts = [community.name, community.purpose, community.place] if community else []
    texts += [str(getattr(user, name, "") or "") for name in ("name", "handle", "email")]
    texts += [str(getattr(getattr(user, "member", None), name, "") or "") for name in ("name", "handle")]
    words = {word for text in texts for word in _words(text)}
    return sorted(words | {"groundswell"})


def _words(text: str) -> list[str]:
    whole = text.casefold()
    return [whole, *"".join(letter if letter.isalnum() else " " for letter in whole).split()]
