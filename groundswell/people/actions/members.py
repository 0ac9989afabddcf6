"""What members and stewards do to members."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kernel import clock, epoch
from groundswell.kernel.actor import Actor
from groundswell.kernel.errors import Invalid
from groundswell.people import events
from groundswell.people.actions.accounts import locked, seal
from groundswell.people.codes import new_token
from groundswell.people.models import Claim, Member, Role, Standing, Suspension
from groundswell.people.names import checked_name, checked_words
from groundswell.people.policies import MemberPolicy

_CLAIM_LIVES = timedelta(days=14)


@transaction.atomic
def change_profile(actor: Actor, member: Member, *, name: str, about: str) -> Member:
    """Say anew who you are. The handle stays: others have written it down."""
    MemberPolicy(actor, member).change_profile().require()
    name, about = checked_name(name), checked_words(about, "about")
    if (name, about) != (member.name, member.about):
        member.name, member.about = name, about
        member.save(update_fields=["name", "about"])
        epoch.bump()
        events.PROFILE_CHANGED.record(actor, member, toward=member.pk)
    return member


@transaction.atomic
def give_role(actor: Actor, member: Member, role: Role) -> Member:
    """Make somebody a steward, a moderator, or a member like all others."""
    member = locked(member)
    MemberPolicy(actor, member).give_role(role).require()
    if member.role != role:
        events.ROLE_GIVEN.record(actor, member, toward=member.pk, data={"from": member.role, "to": role})
        member.role = role
        member.save(update_fields=["role"])
        epoch.bump()
    return member


@transaction.atomic
def suspend(actor: Actor, member: Member, reason: str) -> Suspension:
    """Keep somebody from taking part, with a reason that they read. All their sessions end."""
    member = locked(member)
    MemberPolicy(actor, member).suspend().require()
    reason = checked_words(reason, "reason")
    if not reason:
        raise Invalid(_("Please say why. They will read it."), "reason")
    suspension = Suspension.objects.create(member=member, by_id=actor.id, at=clock.now(), reason=reason)
    member.standing = Standing.SUSPENDED
    member.save(update_fields=["standing"])
    seal(member)
    epoch.bump()
    events.SUSPENDED.record(actor, member, toward=member.pk)
    return suspension


@transaction.atomic
def restore(actor: Actor, member: Member) -> Member:
    """End a suspension."""
    member = locked(member)
    MemberPolicy(actor, member).restore().require()
    Suspension.objects.filter(member=member).delete()
    member.standing = Standing.ACTIVE
    member.save(update_fields=["standing"])
    epoch.bump()
    events.RESTORED.record(actor, member, toward=member.pk)
    return member


@transaction.atomic
def issue_claim(actor: Actor, member: Member) -> str:
    """The token of a link by which a person takes over an imported member. It replaces any other."""
    MemberPolicy(actor, member).issue_claim().require()
    token, digest = new_token()
    member.claims.all().delete()
    Claim.objects.create(member=member, digest=digest, by_id=actor.id, expires_at=clock.now() + _CLAIM_LIVES)
    events.CLAIM_ISSUED.record(actor, member, toward=member.pk)
    return token
