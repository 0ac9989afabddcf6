"""Which addresses lead out, which lead to a topic, post or space of this community, and which are refused."""

import re
from functools import lru_cache
from typing import Final

from groundswell.topics.rendering.limits import MAX_ADDRESS
from groundswell.topics.rendering.placeholders import Kind, Ref

SCHEMES: Final = frozenset({"http", "https", "mailto"})
_SCHEME: Final = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_LARGEST_ID: Final = 2**63 - 1

# What RFC 3986 keeps out of an address, and the full stops and brackets of scripts without spaces.
_URL_CHARACTER: Final = (
    '[^\\s<>"`{}|\\\\^\\[\\]\u3000-\u3003\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]'
)
REST_OF_WEB_ADDRESS: Final = re.compile(rf"://(?=\w){_URL_CHARACTER}{{1,{MAX_ADDRESS}}}")
_WWW_ADDRESS: Final = re.compile(
    rf"(?<![\w@/.:-])www\.(?=[\w-]{{1,63}}\.\w){_URL_CHARACTER}{{1,{MAX_ADDRESS}}}", re.IGNORECASE
)
_MAIL_NAME: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-"
_MAIL_HOST: Final = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.[A-Za-z]{2,63}(?![\w-])"
)
_TRAILING: Final = "?!.,:;*_~'\u2019\u201d\u00bb\u2026"


def is_allowed(address: str) -> bool:
    """Whether a link may lead there: web, mail or a path, and no longer than browsers and readers bear."""
    scheme = _SCHEME.match(address)
    return len(address) <= MAX_ADDRESS and (scheme is None or scheme[1].lower() in SCHEMES)


def without_trailing(address: str) -> str:
    """Leave out what ends the sentence rather than the address: full stops, and brackets never opened."""
    unopened = address.count(")") - address.count("(")
    while address and (address[-1] in _TRAILING or (address[-1] == ")" and unopened > 0)):
        unopened -= address[-1] == ")"
        address = address[:-1]
    return address


def www_address_at(text: str, place: int) -> str:
    """Return the address without a scheme that begins with the `www.` at `place`, or nothing."""
    match = _WWW_ADDRESS.match(text, place)
    return without_trailing(match[0]) if match else ""


def mail_address_around(text: str, at: int, start: int) -> tuple[int, int] | None:
    """Find the ends of the mail address whose `@` stands at `at`; nothing before `start` belongs to it."""
    window = text[max(start, at - 64) : at]
    name = window[len(window.rstrip(_MAIL_NAME)) :].lstrip("._+-")
    host = _MAIL_HOST.match(text, at + 1)
    return (at - len(name), host.end()) if name and host else None


@lru_cache(maxsize=8)
def own_pattern(origin: str) -> re.Pattern[str]:
    """Match the addresses of this community's own topics, posts and spaces, whole or as a path.

    A slug is never kept: it would show the title of something that the reader may not see.
    """
    host = re.escape(origin.partition("://")[2].rstrip("/"))
    whole = rf"(?i:https?://{host})(?=/)|" if host else ""
    return re.compile(
        rf"(?:{whole}(?=/[^/]))/([tps])/([0-9]{{1,19}})(?:[/?][^#]*)?(?:#(?:p|post-)?([0-9]{{1,19}})|#.*)?"
    )


def own_target(pattern: re.Pattern[str], address: str) -> tuple[str, Ref | None] | None:
    """Return the slugless path and, for a topic or post, the reference; nothing for any other address."""
    match = pattern.fullmatch(address)
    if match is None:
        return None
    letter, number, post = match.groups()
    if post and letter == "t":
        letter, number = "p", post
    if not 0 < int(number) <= _LARGEST_ID:
        return None
    path = f"/{letter}/{int(number)}/"
    return (path, None) if letter == "s" else (path, Ref(Kind(letter), int(number)))
