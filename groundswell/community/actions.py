"""What stewards, the founder and the operator do to the community."""

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.community import events
from groundswell.community.founding import at_founding
from groundswell.community.logo import small_webp
from groundswell.community.models import DEFAULT_HUE, Community, FoundingCode, Letter, MailServer, Stage
from groundswell.community.policies import CommunityPolicy
from groundswell.kernel import clock, epoch
from groundswell.kernel.actor import SYSTEM, Actor
from groundswell.kernel.errors import Invalid
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.policy import Denied

_ONLY = 1
_CODE_LIVES = timedelta(days=2)
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Description:
    """What a community says about itself."""

    name: str
    purpose: str = ""
    message: str = ""
    place: str = ""
    hue: int = DEFAULT_HUE
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Post:
    """A mail server as a steward describes it. No password means: keep the one you have."""

    host: str
    port: int
    username: str
    password: str
    security: str
    sender: str


@transaction.atomic
def make_founding_code(actor: Actor) -> str:
    """A code to print on the operator's console. It replaces any other and works once."""
    if not actor.is_system:
        raise Denied(_("Only the operator makes a founding code."))
    if Community.objects.exists():
        raise Invalid(_("This community has been founded."))
    code = "-".join("".join(secrets.choice(_ALPHABET) for _i in range(5)) for _j in range(4))
    FoundingCode.objects.all().delete()
    FoundingCode.objects.create(digest=_digest(code), expires_at=clock.now() + _CODE_LIVES)
    return code


@transaction.atomic
def found_community(code: str, description: Description, stage: str = Stage.PRIVATE) -> Community:
    """Make the community for whoever holds the operator's code; features prepare themselves."""
    _spend_code(code)
    community = Community.objects.create(pk=_ONLY, stage=stage, founded_at=clock.now(), **asdict(description))
    epoch.bump()
    events.COMMUNITY_FOUNDED.record(SYSTEM, community)
    for prepare in at_founding:
        prepare(SYSTEM)
    return community


@transaction.atomic
def describe_community(actor: Actor, description: Description) -> Community:
    """Change the words and the colour by which people know the community."""
    CommunityPolicy(actor).change().require()
    community = _locked()
    changed = [name for name, value in asdict(description).items() if getattr(community, name) != value]
    for name in changed:
        setattr(community, name, getattr(description, name))
    if changed:
        community.save(update_fields=changed)
        epoch.bump()
        events.COMMUNITY_DESCRIBED.record(actor, community, data={"changed": ", ".join(changed)})
    return community


@transaction.atomic
def change_stage(actor: Actor, stage: Stage) -> Community:
    """Open the community to readers, or close it again."""
    CommunityPolicy(actor).change().require()
    community = _locked()
    if community.stage != stage:
        events.STAGE_CHANGED.record(actor, community, data={"from": community.stage, "to": stage})
        community.stage = stage
        community.save(update_fields=["stage"])
        epoch.bump()
    return community


@transaction.atomic
def change_logo(actor: Actor, upload: bytes | None) -> Community:
    """Take a picture as the logo, drawn anew; None goes back to the wave."""
    CommunityPolicy(actor).change().require()
    picture = small_webp(upload) if upload is not None else None
    community = _locked()
    community.logo = picture
    community.logo_digest = hashlib.sha256(picture).hexdigest()[:32] if picture else ""
    community.save(update_fields=["logo", "logo_digest"])
    epoch.bump()
    events.LOGO_CHANGED.record(actor, community)
    return community


@transaction.atomic
def set_mail_server(actor: Actor, post: Post) -> MailServer:
    """Say how mail leaves from now on."""
    CommunityPolicy(actor).settle_mail().require()
    old = MailServer.objects.first()
    fields = asdict(post)
    if not post.password and old and old.username == post.username and old.host == post.host:
        fields["password"] = old.password
    server, _made = MailServer.objects.update_or_create(pk=_ONLY, defaults=fields)
    epoch.bump()
    events.MAIL_SERVER_SET.record(actor, server)
    return server


@transaction.atomic
def remove_mail_server(actor: Actor) -> None:
    """Mail leaves no more; letters that wait are thrown away."""
    CommunityPolicy(actor).settle_mail().require()
    server = MailServer.objects.first()
    if server is None:
        return
    events.MAIL_SERVER_REMOVED.record(actor, server)
    server.delete()
    Letter.objects.all().delete()
    epoch.bump()


@transaction.atomic
def retry_job(actor: Actor, job: Job) -> None:
    """Give a dead job its attempts back."""
    CommunityPolicy(actor).tend_jobs().require()
    now = clock.now()
    revived = Job.objects.filter(pk=job.pk, state=Job.State.DEAD).update(
        state=Job.State.WAITING, attempts=0, run_after=now, finished_at=None
    )
    if revived:
        events.JOB_RETRIED.record(actor, job, data={"task": job.task})


@transaction.atomic
def discard_job(actor: Actor, job: Job) -> None:
    """Throw a dead job away for good."""
    CommunityPolicy(actor).tend_jobs().require()
    gone, _rows = Job.objects.filter(pk=job.pk, state=Job.State.DEAD).delete()
    if gone:
        events.JOB_DISCARDED.record(actor, job, data={"task": job.task})


def _spend_code(code: str) -> None:
    """Let a code be used once: the row goes with the first who brings it."""
    if Community.objects.exists():
        raise Invalid(_("This community has been founded."))
    spent, _rows = FoundingCode.objects.filter(digest=_digest(code), expires_at__gt=clock.now()).delete()
    if not spent:
        raise Invalid(
            _("This is not the code, or it is older than two days. The console prints a new one."),
            "code",
        )


def _digest(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _locked() -> Community:
    return Community.objects.select_for_update().defer("logo").get(pk=_ONLY)
