"""Reads for pages about people, and the one query behind every signed-in request."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Exists, OuterRef, Q, QuerySet

from groundswell.kernel import clock
from groundswell.kernel.actor import Actor, ActorKind
from groundswell.kernel.epoch import per_epoch
from groundswell.kernel.ids import read_id
from groundswell.people.codes import digest_of
from groundswell.people.devices import device_said
from groundswell.people.models import (
    Account,
    Application,
    Claim,
    DoorKey,
    Member,
    Origin,
    Standing,
    Suspension,
)

PAGE = 30


@dataclass(frozen=True, slots=True)
class Person:
    """A line in the list of people."""

    id: int
    handle: str
    name: str
    about: str
    role: str
    origin: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class PeoplePage:
    people: list[Person]
    older: int | None


@dataclass(frozen=True, slots=True)
class Device:
    """A place where an account is signed in."""

    id: int
    said: str
    network: str
    since: datetime
    is_this: bool


def account_with_member(number: int) -> Account | None:
    """A signed-in account and its member, from the row that is kept while the epoch stands.

    The objects are new each time, so that nobody changes what others are given.
    """
    found = _account_row(number)
    if found is None:
        return None
    account = Account.from_db(DEFAULT_DB_ALIAS, _columns(Account), found[0])
    account.member = Member.from_db(DEFAULT_DB_ALIAS, _columns(Member), found[1])
    return account


@per_epoch
def _account_row(number: int) -> tuple[list[object], list[object]] | None:
    account = Account.objects.select_related("member").filter(pk=number).first()
    return (_values(account), _values(account.member)) if account else None


def _values(row: models.Model) -> list[object]:
    return [getattr(row, name) for name in _columns(type(row))]


@cache
def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def account_by_email(email: str) -> Account | None:
    return Account.objects.select_related("member").filter(email=email.lower()).first()


def own_actor(member: Member) -> Actor:
    """A person over their own account: also while they may not take part."""
    return Actor(ActorKind.PERSON, member.pk)


def people_page(actor: Actor, before: int | None = None) -> PeoplePage:
    """Members, the newest first, after the key `before`. One query."""
    members = Member.objects.visible_to(actor).filter(standing=Standing.ACTIVE)
    if before is not None:
        members = members.filter(pk__lt=before)
    fields = ("pk", "handle", "name", "about", "role", "origin", "joined_at")
    rows = list(members.order_by("-pk").values_list(*fields)[: PAGE + 1])
    people = [Person(*row) for row in rows[:PAGE]]
    return PeoplePage(people, people[-1].id if len(rows) > PAGE else None)


def visible_member(actor: Actor, handle: str) -> QuerySet[Member]:
    """The member of this handle, if the reader may see them. One query."""
    if not handle.isprintable():
        return Member.objects.none()
    return Member.objects.visible_to(actor).select_related("suspension").filter(handle=handle)


@per_epoch
def member_count() -> int:
    """Members who have an account and take part; imported ones count for what they did, not here.

    Whoever joins, leaves or is suspended moves the epoch.
    """
    return Member.objects.filter(origin=Origin.LOCAL, standing=Standing.ACTIVE).count()


def waiting_applications() -> QuerySet[Application]:
    """Who waits for a steward, the longest first. Known addresses never show: they have an account."""
    known = Account.objects.filter(email=OuterRef("email"))
    live = Application.objects.filter(is_waiting=True, expires_at__gt=clock.now())
    return live.exclude(Exists(known)).select_related("claim__member").order_by("pk")


def suspension_of(member: Member) -> Suspension | None:
    return Suspension.objects.filter(member=member).first()


def live_claim(token: str) -> Claim | None:
    claims = Claim.objects.select_related("member")
    return claims.filter(digest=digest_of(token), expires_at__gt=clock.now()).first()


def live_door_key(token: str) -> DoorKey | None:
    keys = DoorKey.objects.select_related("account__member")
    return keys.filter(digest=digest_of(token), expires_at__gt=clock.now()).first()


def devices(account: Account, this: str | None) -> list[Device]:
    """Where the account is signed in now. Reading clears nothing away."""
    alive = Session.objects.filter(pk=OuterRef("session_key"), expire_date__gt=clock.now())
    rows = UserSession.objects.filter(Exists(alive), user=account).order_by("-created_at")
    return [_device(row, this) for row in rows]


def handle_is_taken(key: str) -> bool:
    return Member.objects.filter(handle_key=key).exists()


def find_member(text: str) -> Member | None:
    """A member by handle, address or id, as the operator types it on the console."""
    plain = text.strip().lstrip("@").lower()
    wanted = Q(handle=plain) | Q(account__email=plain)
    if number := read_id(plain):
        wanted |= Q(pk=number)
    return Member.objects.filter(wanted).first()


def _device(row: UserSession, this: str | None) -> Device:
    return Device(row.pk, device_said(row.user_agent), row.ip, row.created_at, row.session_key == this)
