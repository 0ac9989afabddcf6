"""Whose session it is, read without writing to it: for those who stay connected longer than a request."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from groundswell.kernel import clock
from groundswell.kernel.ids import read_id
from groundswell.people.models import Account, Member
from groundswell.people.queries import account_with_member
from groundswell.people.sessions import SessionStore

_AT_ONCE = 500
_OF_A_MEMBER = ("pk", "role", "standing", "origin")
_FIELDS = ("pk", "password", "sealed_at", *(f"member__{name}" for name in _OF_A_MEMBER))


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session, the member whose it is, and what must not change while it lasts."""

    session: str
    account: int
    password: str
    sealed_at: datetime
    member: Member


def signed_in(session: str) -> SignedIn | None:
    """Who is signed in by this session; None if nobody is."""
    kept = SessionStore(session).load()
    number = read_id(str(kept.get(SESSION_KEY, "")))
    if number is None or BACKEND_SESSION_KEY not in kept:
        return None
    account = account_with_member(number)
    if account is None or not _is_of(account, str(kept.get(HASH_SESSION_KEY, ""))):
        return None
    return SignedIn(session, account.pk, account.password, account.sealed_at, account.member)


def still_signed_in(many: Collection[SignedIn]) -> Mapping[str, SignedIn]:
    """Those whose sessions last, by session and with the member as they are now: two queries for 500."""
    waiting, found = list(many), dict[str, SignedIn]()
    while waiting:
        found |= _still(waiting[:_AT_ONCE])
        waiting = waiting[_AT_ONCE:]
    return found


def _still(some: Collection[SignedIn]) -> dict[str, SignedIn]:
    asked = Session.objects.filter(pk__in={one.session for one in some}, expire_date__gt=clock.now())
    lasting = set(asked.values_list("pk", flat=True))
    rows = Account.objects.filter(pk__in={one.account for one in some}).values_list(*_FIELDS)
    now = {row[0]: row for row in rows}
    return {
        one.session: replace(one, member=_member(row[3:]))
        for one in some
        if one.session in lasting
        and (row := now.get(one.account))
        and (row[1], row[2]) == (one.password, one.sealed_at)
    }


def _member(values: tuple[Any, ...]) -> Member:
    """As much of a member as rights ask about, unsaved."""
    return Member(**dict(zip(_OF_A_MEMBER, values, strict=True)))


def _is_of(account: Account, said: str) -> bool:
    hashes = [account.get_session_auth_hash(), *account.get_session_auth_fallback_hash()]
    return any(constant_time_compare(said, each) for each in hashes)
