"""What people do to their way in: passwords, sessions, the operator's key, and coming by."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.kernel import clock
from groundswell.kernel.actor import Actor, ActorKind
from groundswell.kernel.errors import Invalid
from groundswell.kernel.policy import Denied
from groundswell.people import events
from groundswell.people.codes import digest_of, new_token
from groundswell.people.models import Account, DoorKey, Member, Role

_KEY_LIVES = timedelta(hours=1)


def locked(member: Member) -> Member:
    """The member as they are now, held together with all stewards: two cannot both be the last to go."""
    held = Member.objects.select_for_update().filter(Q(pk=member.pk) | Q(role=Role.STEWARD)).order_by("pk")
    found = {each.pk: each for each in held}
    if member.pk not in found:
        raise Invalid(_("They have left."))
    return found[member.pk]


def seal(member: Member) -> None:
    """End every session of a member, and everything that was begun before now."""
    keys = UserSession.objects.filter(user__member=member)
    Session.objects.filter(pk__in=list(keys.values_list("session_key", flat=True))).delete()
    keys.delete()
    DoorKey.objects.filter(account__member=member).delete()
    Account.objects.filter(member=member).update(sealed_at=clock.now())


@transaction.atomic
def change_password(actor: Actor, account: Account, password: str) -> Account:
    """Take a new password. Every session ends; the caller may begin a new one."""
    account.password = make_password(password)
    account.save(update_fields=["password"])
    seal(account.member)
    account.refresh_from_db(fields=["sealed_at"])
    events.CREDENTIALS_CHANGED.record(actor, account.member, toward=account.member_id)
    return account


@transaction.atomic
def note_credentials_changed(actor: Actor, account: Account) -> None:
    """Write down that the address changed; what was begun under the old one dies."""
    seal(account.member)
    account.refresh_from_db(fields=["sealed_at"])
    events.CREDENTIALS_CHANGED.record(actor, account.member, toward=account.member_id)


@transaction.atomic
def end_session(account: Account, number: int) -> None:
    """End one session of an account."""
    for session in UserSession.objects.filter(user=account, pk=number):
        session.end()


@transaction.atomic
def end_sessions(account: Account, *, but: str) -> None:
    """End all sessions of an account except the one with the key `but`."""
    for session in UserSession.objects.filter(user=account).exclude(session_key=but):
        session.end()


@transaction.atomic
def make_door_key(actor: Actor, member: Member) -> str:
    """The token of a one-time way in, for the operator's console only: never for a steward's page."""
    if not actor.is_system:
        raise Denied(_("Only the operator makes sign-in links, on the console."))
    account = Account.objects.filter(member=member).first()
    if account is None:
        raise Invalid(_("This member has no account."))
    token, digest = new_token()
    account.door_keys.all().delete()
    DoorKey.objects.create(account=account, digest=digest, expires_at=clock.now() + _KEY_LIVES)
    events.DOOR_KEY_MADE.record(actor, member, toward=member.pk)
    return token


@transaction.atomic
def use_door_key(token: str, password: str) -> Account:
    """Choose a new password with the operator's key; the key and all sessions are gone afterwards."""
    key = DoorKey.objects.select_related("account__member").filter(digest=digest_of(token)).first()
    if key is None or not DoorKey.objects.filter(pk=key.pk, expires_at__gt=clock.now()).delete()[0]:
        raise Invalid(_("This link has been used or is too old. Ask the operator for a new one."))
    account = key.account
    account.password = make_password(password)
    account.save(update_fields=["password"])
    seal(account.member)
    account.refresh_from_db(fields=["sealed_at"])
    events.DOOR_KEY_USED.record(_as(account.member_id), account.member, toward=account.member_id)
    return account


@transaction.atomic
def note_visit(actor: Actor) -> bool:
    """Write down that a member came by, at most once a day."""
    today = clock.now().date()
    first = Q(visited_on__isnull=True) | Q(visited_on__lt=today)
    if actor.id is None or not Member.objects.filter(first, pk=actor.id).update(visited_on=today):
        return False
    events.VISITED.record(actor, Member(pk=actor.id))
    return True


def _as(member: int) -> Actor:
    return Actor(ActorKind.PERSON, member)
