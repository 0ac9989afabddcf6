"""The steward's settings pages: who may, what is refused and kept, and what never comes back."""

import io
import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from groundswell.community import actions
from groundswell.community.actions import Post
from groundswell.community.models import Community, MailServer
from groundswell.community.queries import the_community
from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.jobs.models import Job
from groundswell.people.models import Member
from tests.plugins.cast import ClientFor

PAGES = ["/settings/", "/settings/stage/", "/settings/mail/", "/settings/jobs/"]
PRESSED = ["/settings/logo/", "/settings/mail/test/", "/settings/mail/removal/", "/settings/jobs/1/retry/"]
WORDS = {"name": "Riverbend", "purpose": "Mend.", "message": "", "place": "", "hue": "208"}
SERVER = {"host": "smtp.example.org", "port": "587", "security": "starttls", "username": "ada"}
SERVER |= {"password": "s3cret-of-ada", "sender": "hello@example.org"}


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (400, 400), "teal").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


@pytest.mark.parametrize("path", PAGES)
def test_settings_are_for_stewards(
    path: str, ada: Member, bea: Member, cy: Member, client_for: ClientFor
) -> None:
    assert client_for(ada).get(path).status_code == 200
    assert client_for(bea).get(path).status_code == 403
    assert client_for(cy).get(path).status_code == 403
    assert Client().get(path)["Location"] == f"/sign-in/?next={path}"


@pytest.mark.parametrize("path", [*PAGES[:3], *PRESSED])
def test_others_press_nothing(path: str, ada: Member, cy: Member, client_for: ClientFor) -> None:
    values = WORDS | SERVER | {"stage": "private", "remove": "1"}

    assert client_for(cy).post(path, values).status_code == 403
    assert Client().post(path, values).status_code == 302
    community = the_community()
    assert community is not None
    assert (community.name, community.stage, community.sends_mail) == ("Riverbend Repair", "open", False)


@pytest.mark.parametrize("path", PRESSED)
def test_nothing_happens_by_a_link(path: str, ada: Member, client_for: ClientFor) -> None:
    assert client_for(ada).get(path).status_code == 405


def test_a_steward_describes_the_community(ada: Member, client_for: ClientFor) -> None:
    answer = client_for(ada).post("/settings/", WORDS | {"hue": "35"})

    assert answer["Location"] == "/settings/"
    page = Client().get("/sign-in/").content.decode()
    assert "Riverbend" in page
    assert "/theme/35.css" in page


def test_a_swatch_says_the_last_word_about_the_colour(ada: Member, client_for: ClientFor) -> None:
    client_for(ada).post("/settings/", WORDS | {"hue": ["208", "155"]})

    assert Community.objects.get().hue == 155


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "give the community a name"),
        ("name", "n" * 61, "60"),
        ("purpose", "p" * 121, "120"),
        ("message", "m" * 601, "600"),
        ("place", "p" * 61, "60"),
        ("hue", "", "choose a colour"),
        ("hue", "360", "359"),
        ("hue", "-1", "0"),
        ("hue", "red;}body{display:none", "number from 0 to 359"),
        ("name", "nul\x00", "Null characters"),
    ],
)
def test_words_that_cannot_be_taken_are_said_and_kept(
    field: str, typed: str, sentence: str, ada: Member, client_for: ClientFor
) -> None:
    answer = client_for(ada).post("/settings/", WORDS | {"message": "Kept as typed.", field: typed})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert field == "message" or "Kept as typed." in answer.content.decode()
    assert Community.objects.get().name == "Riverbend Repair"


def test_words_are_shown_as_text(ada: Member, client_for: ClientFor) -> None:
    client_for(ada).post("/settings/", WORDS | {"name": "<script>alert(1)</script>"})

    assert "<script>alert(1)" not in Client().get("/sign-in/").content.decode()


def test_a_logo_is_served_for_ever_under_its_own_address(ada: Member, client_for: ClientFor) -> None:
    assert client_for(ada).post("/settings/logo/", {"logo": picture()}).status_code == 302
    (address,) = set(re.findall(r"/logo/\w+\.webp", Client().get("/sign-in/").content.decode()))

    answer = Client().get(address)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    with Image.open(io.BytesIO(answer.content)) as logo:
        assert logo.size == (256, 256)
    assert Client().get("/logo/0000.webp").status_code == 404
    client_for(ada).post("/settings/logo/", {"remove": "1"})
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("upload", [b"<svg onload=alert(1)>", b"", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_no_logo(upload: bytes, ada: Member, client_for: ClientFor) -> None:
    answer = client_for(ada).post(
        "/settings/logo/", {"logo": SimpleUploadedFile("x.png", upload, "image/png")}
    )

    assert answer.status_code == 422
    assert Community.objects.get().logo is None


def test_the_stage_is_changed_from_its_page(ada: Member, client_for: ClientFor) -> None:
    steward = client_for(ada)

    assert steward.post("/settings/stage/", {"stage": "movement"}).status_code == 422
    assert steward.post("/settings/stage/", {"stage": "private"}).status_code == 302
    assert Client().get("/m/ada/").status_code == 404


def test_the_password_of_the_mail_server_never_comes_back(ada: Member, client_for: ClientFor) -> None:
    steward = client_for(ada)

    assert steward.post("/settings/mail/", SERVER).status_code == 302
    again = steward.get("/settings/mail/").content.decode()
    refused = steward.post("/settings/mail/", SERVER | {"port": "99999"})

    assert refused.status_code == 422
    assert "s3cret-of-ada" not in again + refused.content.decode()
    assert "smtp.example.org" in again
    steward.post("/settings/mail/", SERVER | {"password": ""})
    assert MailServer.objects.get().password == "s3cret-of-ada"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("host", ""),
        ("host", "h" * 256),
        ("port", "0"),
        ("port", "x"),
        ("security", "rot13"),
        ("sender", "nobody"),
        ("sender", "a@b.c\nBcc: evil@example.org"),
    ],
)
def test_a_mail_server_that_cannot_be_is_refused(
    field: str, typed: str, ada: Member, client_for: ClientFor
) -> None:
    assert client_for(ada).post("/settings/mail/", SERVER | {field: typed}).status_code == 422
    assert not MailServer.objects.exists()


def test_a_test_mail_goes_to_the_steward_who_asks(ada: Member, client_for: ClientFor) -> None:
    actions.set_mail_server(SYSTEM, Post("localhost", 25, "", "", "none", "hello@example.org"))

    page = client_for(ada).post("/settings/mail/test/", follow=True).content.decode()

    assert [message.to for message in mail.outbox] == [["ada@example.org"]]
    assert "took the mail for ada@example.org" in page


def test_dead_jobs_are_seen_retried_and_thrown_away(ada: Member, client_for: ClientFor) -> None:
    now, steward = clock.now(), client_for(ada)
    made = [
        Job.objects.create(
            task="a.b.send_letter", state="dead", enqueued_at=now, run_after=now, finished_at=now
        )
        for _number in range(2)
    ]
    assert steward.get("/settings/jobs/").content.decode().count("Send letter") == 2

    steward.post(f"/settings/jobs/{made[0].pk}/retry/")
    steward.post(f"/settings/jobs/{made[1].pk}/discard/")

    assert "All work is done" in steward.get("/settings/jobs/").content.decode()
    assert steward.post(f"/settings/jobs/{made[1].pk}/retry/").status_code == 404
    assert steward.post("/settings/jobs/99999999999999999999999/discard/").status_code == 404
