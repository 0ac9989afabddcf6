"""What stewards, the founder and the operator do to the community: rights, records, what counts at once."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from groundswell.community import actions
from groundswell.community.actions import Description, Post
from groundswell.community.founding import at_founding
from groundswell.community.make import make_community, make_mail_server
from groundswell.community.models import Community, FoundingCode, Letter, MailServer, Stage
from groundswell.community.queries import dead_jobs, the_community
from groundswell.kernel import clock, epoch
from groundswell.kernel.actor import SYSTEM, Actor, ActorKind
from groundswell.kernel.errors import Invalid
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.policy import Denied

VISITOR = Actor(ActorKind.VISITOR)
MEMBER = Actor(ActorKind.PERSON, 1)
MODERATOR = Actor(ActorKind.PERSON, 2, everywhere=frozenset({"moderate"}))
STEWARD = Actor(ActorKind.PERSON, 3, everywhere=frozenset({"manage", "moderate"}))
SMTP = Post("smtp.example.org", 587, "ada", "s3cret", "starttls", "hello@example.org")

pytestmark = pytest.mark.django_db


def dead_job() -> Job:
    now = clock.now()
    return Job.objects.create(
        task="groundswell.community.jobs.send_letter",
        state=Job.State.DEAD,
        attempts=6,
        enqueued_at=now,
        run_after=now,
        finished_at=now,
        error="ConnectionRefusedError: nobody there",
    )


def test_before_its_founding_there_is_no_community() -> None:
    assert the_community() is None


def test_a_founded_community_is_private_and_known_at_once() -> None:
    assert the_community() is None

    make_community("Riverbend", stage=Stage.PRIVATE)

    community = the_community()
    assert community is not None
    assert (community.name, community.stage, community.is_open, community.sends_mail) == (
        "Riverbend",
        "private",
        False,
        False,
    )
    assert Entry.objects.filter(event=51).count() == 1


def test_features_prepare_themselves_at_the_founding() -> None:
    prepared: list[Actor] = []
    at_founding.add("test", prepared.append)
    try:
        make_community()
    finally:
        at_founding._entries.pop("test")

    assert prepared == [SYSTEM]


def test_there_is_one_community() -> None:
    make_community()

    with pytest.raises(Invalid, match="has been founded"):
        actions.make_founding_code(SYSTEM)


def test_the_founding_code_is_the_operators_and_kept_as_a_digest() -> None:
    for other in (VISITOR, MEMBER, STEWARD):
        with pytest.raises(Denied, match="operator"):
            actions.make_founding_code(other)

    code = actions.make_founding_code(SYSTEM)

    assert code not in FoundingCode.objects.get().digest
    assert len(code.replace("-", "")) == 20


@pytest.mark.parametrize("actor", [VISITOR, MEMBER, MODERATOR])
def test_only_stewards_change_anything(actor: Actor) -> None:
    make_community()
    job = dead_job()

    for act in (
        lambda: actions.describe_community(actor, Description("Mine")),
        lambda: actions.change_stage(actor, Stage.PRIVATE),
        lambda: actions.change_logo(actor, None),
        lambda: actions.set_mail_server(actor, SMTP),
        lambda: actions.remove_mail_server(actor),
        lambda: actions.retry_job(actor, job),
        lambda: actions.discard_job(actor, job),
    ):
        with pytest.raises(Denied, match="Only stewards"):
            act()
    assert Community.objects.get().name == "Riverbend Repair"
    assert not MailServer.objects.exists()


def test_new_words_show_at_once_and_are_written_down() -> None:
    make_community("Riverbend")

    actions.describe_community(STEWARD, Description("Riverbend Repair", hue=35))

    community = the_community()
    assert community is not None
    assert (community.name, community.hue) == ("Riverbend Repair", 35)
    assert Entry.objects.get(event=52).data == {"changed": "name, purpose, hue"}


def test_the_same_words_again_leave_no_trace() -> None:
    make_community("Riverbend", purpose="")

    actions.describe_community(STEWARD, Description("Riverbend"))

    assert not Entry.objects.filter(event=52).exists()


def test_another_stage_counts_at_once_and_is_written_down() -> None:
    make_community()
    before = epoch.stored()

    actions.change_stage(STEWARD, Stage.PRIVATE)
    actions.change_stage(STEWARD, Stage.PRIVATE)

    assert epoch.stored() != before
    assert Entry.objects.get(event=53).data == {"from": "open", "to": "private"}


def test_a_logo_is_drawn_anew_small_and_without_metadata() -> None:
    make_community()
    picture = Image.new("RGB", (900, 450), "teal")
    exif = picture.getexif()
    exif[0x8825] = {1: "N", 2: (54.0, 0.0, 0.0)}
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"where I live")

    actions.change_logo(STEWARD, out.getvalue())

    kept = bytes(Community.objects.get().logo or b"")
    with Image.open(io.BytesIO(kept)) as logo:
        assert (logo.format, logo.size, dict(logo.getexif())) == ("WEBP", (256, 128), {})
    assert b"where I live" not in kept
    community = the_community()
    assert community is not None
    assert community.logo_url == f"/logo/{community.logo}.webp"


def test_the_logo_goes_back_to_the_wave() -> None:
    make_community()
    out = io.BytesIO()
    Image.new("RGBA", (10, 10)).save(out, "PNG")
    actions.change_logo(STEWARD, out.getvalue())

    actions.change_logo(STEWARD, None)

    community = the_community()
    assert community is not None
    assert community.logo_url == ""


def test_a_mail_server_keeps_its_password_unless_it_moves() -> None:
    make_community()
    actions.set_mail_server(STEWARD, SMTP)

    actions.set_mail_server(STEWARD, Post("smtp.example.org", 465, "ada", "", "tls", "hello@example.org"))
    assert MailServer.objects.get().password == "s3cret"

    actions.set_mail_server(STEWARD, Post("evil.example", 465, "ada", "", "tls", "hello@example.org"))
    assert MailServer.objects.get().password == ""


def test_no_secret_of_a_mail_server_reaches_the_ledger() -> None:
    make_community()

    actions.set_mail_server(STEWARD, SMTP)

    assert "s3cret" not in str(list(Entry.objects.values()))
    assert "s3cret" not in str(MailServer.objects.get())


def test_taking_the_mail_server_away_throws_waiting_letters_away() -> None:
    make_community()
    make_mail_server()
    Letter.objects.create(
        to="a@example.org",
        subject="",
        text="",
        message_id="<1@x>",
        written_at=datetime(2026, 1, 1, tzinfo=UTC),
    )

    actions.remove_mail_server(STEWARD)

    community = the_community()
    assert community is not None
    assert not community.sends_mail
    assert not Letter.objects.exists()


def test_a_dead_job_is_tried_again_or_thrown_away() -> None:
    make_community()
    first, second = dead_job(), dead_job()

    actions.retry_job(STEWARD, first)
    actions.discard_job(STEWARD, second)

    first.refresh_from_db()
    assert (first.state, first.attempts) == (Job.State.WAITING, 0)
    assert not dead_jobs().exists()
    assert list(Entry.objects.filter(event__in=(57, 58)).values_list("event", flat=True)) == [57, 58]


def test_a_job_that_is_alive_is_left_alone() -> None:
    make_community()
    job = dead_job()
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)

    actions.retry_job(STEWARD, job)
    actions.discard_job(STEWARD, job)

    assert Job.objects.get(pk=job.pk).state == Job.State.RUNNING
    assert not Entry.objects.filter(event__in=(57, 58)).exists()
