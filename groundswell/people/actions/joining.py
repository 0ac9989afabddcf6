"""Ways in: asking, proving an address, being let in, founding, and coming with an import."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from groundswell.community import actions as community_actions
from groundswell.community.actions import Description
from groundswell.community.models import Stage
from groundswell.community.queries import sends_mail, the_community
from groundswell.kernel import clock, epoch
from groundswell.kernel.actor import Actor, ActorKind
from groundswell.kernel.errors import Invalid
from groundswell.kernel.ids import new_id
from groundswell.kernel.policy import Denied
from groundswell.people import events
from groundswell.people.codes import code_for, is_code
from groundswell.people.handles import checked_handle, handle_key, suggested_handle
from groundswell.people.models import ABOUT_LENGTH, Account, Application, Claim, Member, Origin, Role
from groundswell.people.names import checked_name, checked_words
from groundswell.people.policies import DoorPolicy
from groundswell.people.queries import handle_is_taken

PURPOSE = "joining"
_PROOF_LIVES = timedelta(hours=1)
_WAIT_LIVES = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is about to come in. The password is hashed already; empty means none."""

    name: str
    handle: str
    email: str
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who comes with an import, without an account."""

    name: str
    handle: str
    joined_at: datetime
    about: str = ""
    is_bot: bool = False


@transaction.atomic
def found(code: str, description: Description, founder: Newcomer) -> Member:
    """Found the community with the operator's code; whoever holds it becomes its first steward."""
    community_actions.found_community(code, description)
    return _join(founder, role=Role.STEWARD)


@transaction.atomic
def join(actor: Actor, newcomer: Newcomer, *, role: Role = Role.MEMBER) -> Member:
    """Make somebody a member at once: for the operator, the demo and tests."""
    DoorPolicy(actor).open_door().require()
    return _join(newcomer, role=role)


@transaction.atomic
def apply(actor: Actor, newcomer: Newcomer, *, words: str = "", claim: Claim | None = None) -> Application:
    """Ask to join. What is written and done is the same whether or not the address is known here."""
    from groundswell.people.jobs import send_joining_letter  # noqa: PLC0415 - jobs call these actions

    proves = sends_mail()
    application = Application.objects.create(
        name=checked_name(newcomer.name),
        handle=checked_handle(newcomer.handle),
        email=newcomer.email.lower(),
        password=newcomer.password,
        words=checked_words(words, "words"),
        claim=claim,
        asked_at=clock.now(),
        is_waiting=not proves,
        expires_at=clock.now() + (_PROOF_LIVES if proves else _WAIT_LIVES),
    )
    if proves:
        send_joining_letter.enqueue(application.pk)
    else:
        events.APPLIED.record(actor, application)
    return application


def ask_again(application: Application) -> None:
    """Have the code sent once more."""
    from groundswell.people.jobs import send_joining_letter  # noqa: PLC0415 - jobs call these actions

    if not application.is_waiting:
        send_joining_letter.enqueue(application.pk)


def prove(actor: Actor, application: Application, code: str) -> Member | None:
    """Bring the code that came by mail: the new member, or None where a steward decides first."""
    _spend_try(application)
    is_known = Account.objects.filter(email=application.email).exists()
    if not is_code(code, code_for(PURPOSE, application.pk)) or is_known:
        raise Invalid(_("This is not the code from our mail. Please look again."), "code")
    with transaction.atomic():
        application.proven_at = clock.now()
        if _needs_approval(application):
            _wait(actor, application)
            return None
        return _admit(application)


@transaction.atomic
def approve(actor: Actor, application: Application) -> Member:
    """Let somebody in who waits."""
    from groundswell.people.letters import send_welcome  # noqa: PLC0415 - letters read what actions write

    DoorPolicy(actor).open_door().require()
    member = _admit(application)
    events.APPROVED.record(actor, member, toward=member.pk)
    send_welcome(member, application.email)
    return member


@transaction.atomic
def decline(actor: Actor, application: Application) -> None:
    """Do not let somebody in. What they told us is deleted."""
    DoorPolicy(actor).open_door().require()
    events.DECLINED.record(actor, application)
    application.delete()


@transaction.atomic
def bring_in(actor: Actor, arrivals: Sequence[Arrival]) -> list[Member]:
    """Make imported members, in one batch; a handle that is taken or unfit gets a near one."""
    if not actor.is_system:
        raise Denied(_("Only an import brings members in."))
    taken: set[str] = set()
    members = [_imported(arrival, taken) for arrival in arrivals]
    Member.objects.bulk_create(members)
    for member in members:
        events.IMPORTED.record(actor, member, toward=member.pk, at=member.joined_at, imported=True)
    return members


def _imported(arrival: Arrival, taken: set[str]) -> Member:
    def is_taken(key: str) -> bool:
        return key in taken or handle_is_taken(key)

    handle = _near(arrival.handle, is_taken)
    taken.add(handle_key(handle))
    return Member(
        pk=new_id(arrival.joined_at),
        handle=handle,
        handle_key=handle_key(handle),
        name=_name_or(arrival.name, handle),
        about=arrival.about[:ABOUT_LENGTH],
        origin=Origin.BOT if arrival.is_bot else Origin.IMPORTED,
        joined_at=arrival.joined_at,
    )


def _spend_try(application: Application) -> None:
    """Counted outside any transaction: a wrong code must not give its try back."""
    now = clock.now()
    live = Application.objects.filter(
        pk=application.pk, is_waiting=False, expires_at__gt=now, tries_left__gt=0
    )
    if not live.update(tries_left=F("tries_left") - 1):
        raise Invalid(_("This code has been tried too often or is too old. Please begin again."), "code")


def _needs_approval(application: Application) -> bool:
    community = the_community()
    return application.claim_id is None and (community is None or community.stage == Stage.PRIVATE)


def _wait(actor: Actor, application: Application) -> None:
    application.is_waiting = True
    application.expires_at = clock.now() + _WAIT_LIVES
    application.save(update_fields=["proven_at", "is_waiting", "expires_at"])
    events.APPLIED.record(actor, application)


def _admit(application: Application) -> Member:
    """Turn an application into a member; whoever comes second finds it gone."""
    claim = _held(application.claim_id) if application.claim_id else None
    gone, _rows = Application.objects.filter(pk=application.pk).delete()
    if not gone:
        raise Invalid(_("This has been settled already."))
    newcomer = Newcomer(application.name, application.handle, application.email, application.password)
    if claim is not None:
        return _take_over(claim, newcomer, is_proven=application.proven_at is not None)
    return _join(newcomer, is_proven=application.proven_at is not None)


def _held(claim: int) -> Claim:
    """A claim that still works, held before anything else: many may bring the same link at once."""
    found = Claim.objects.select_for_update().filter(pk=claim, expires_at__gt=clock.now()).first()
    if found is None:
        raise Invalid(_("This link has been used or is too old. Ask a steward for a new one."))
    return found


def _take_over(claim: Claim, newcomer: Newcomer, *, is_proven: bool) -> Member:
    """Give an imported member to the person who held the link; all their links die with it."""
    member = Member.objects.select_for_update().get(pk=claim.member_id)
    member.origin, member.name = Origin.LOCAL, checked_name(newcomer.name)
    member.save(update_fields=["origin", "name"])
    member.claims.all().delete()
    _open_account(member, newcomer, is_proven=is_proven)
    epoch.bump()
    events.CLAIMED.record(_as(member), member, toward=member.pk)
    return member


def _join(newcomer: Newcomer, *, role: Role = Role.MEMBER, is_proven: bool = False) -> Member:
    now = clock.now()
    handle = _near(checked_handle(newcomer.handle), handle_is_taken)
    member = Member(
        handle=handle,
        handle_key=handle_key(handle),
        name=checked_name(newcomer.name),
        role=role,
        joined_at=now,
    )
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError:
        raise Invalid(_("Somebody has just taken this handle. Please choose another."), "handle") from None
    _open_account(member, newcomer, is_proven=is_proven)
    events.JOINED.record(_as(member), member, toward=member.pk)
    return member


def _open_account(member: Member, newcomer: Newcomer, *, is_proven: bool) -> Account:
    email, now = newcomer.email.lower(), clock.now()
    try:
        with transaction.atomic():
            account = Account.objects.create(
                member=member, email=email, password=newcomer.password, created_at=now, sealed_at=now
            )
    except IntegrityError:
        raise Invalid(_("This cannot be completed. Please begin again.")) from None
    EmailAddress.objects.create(user=account, email=email, primary=True, verified=is_proven)
    return account


def _near(handle: str, is_taken: Callable[[str], bool]) -> str:
    """The handle itself where it is free and fit, else one near it."""
    try:
        fine = checked_handle(handle)
    except Invalid:
        return suggested_handle(handle, is_taken)
    return suggested_handle(fine, is_taken) if is_taken(handle_key(fine)) else fine


def _name_or(name: str, handle: str) -> str:
    try:
        return checked_name(name)
    except Invalid:
        return handle


def _as(member: Member) -> Actor:
    return Actor(ActorKind.PERSON, member.pk)
