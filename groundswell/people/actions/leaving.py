"""Leaving for good."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.community.models import Letter
from groundswell.kernel import clock, epoch
from groundswell.kernel.actor import Actor, ActorKind
from groundswell.kernel.policy import Denied
from groundswell.people import events
from groundswell.people.actions.accounts import locked, seal
from groundswell.people.erasure import Erasure, erasers, replace_everywhere
from groundswell.people.models import Application, Member, Origin
from groundswell.people.policies import MemberPolicy


@transaction.atomic
def leave(actor: Actor, member: Member, *, keep_posts: bool) -> Member:
    """Erase a member: their posts stay without a name, or go too. Returns the tombstone."""
    member = locked(member)
    MemberPolicy(actor, member).leave().require()
    return _erase(member, keep_posts=keep_posts)


@transaction.atomic
def leave_again(actor: Actor, number: int, *, keep_posts: bool) -> bool:
    """Erase whom a restored backup brought back, whatever their role was then; whether they were there."""
    if not actor.is_system:
        raise Denied(_("Only a restore erases those who had left already."))
    member = Member.objects.select_for_update().filter(pk=number).first()
    if member is not None:
        _erase(member, keep_posts=keep_posts)
    return member is not None


def _erase(member: Member, *, keep_posts: bool) -> Member:
    _forget_addresses(member)
    seal(member)
    tombstone = Member.objects.create(origin=Origin.ERASED, joined_at=_month_of(member))
    erasure = Erasure(member, tombstone, keeps_posts=keep_posts)
    for erase in erasers:
        erase(erasure)
    replace_everywhere(erasure)
    member.delete()
    epoch.bump()
    events.LEFT.record(Actor(ActorKind.PERSON, tombstone.pk), tombstone, at=clock.now())
    return tombstone


def _forget_addresses(member: Member) -> None:
    """Mail that waits for them, and what they asked under the same addresses."""
    emails = list(EmailAddress.objects.filter(user__member=member).values_list("email", flat=True))
    Letter.objects.filter(to__in=emails).delete()
    Application.objects.filter(email__in=emails).delete()


def _month_of(member: Member) -> datetime:
    return member.joined_at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
