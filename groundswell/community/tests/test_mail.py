"""Letters: written with the change, sent at least once under one Message-ID, and then forgotten."""

import socket
import ssl
import threading

import pytest
from django.core import mail
from django.db import transaction
from pytest_django.fixtures import Settings

from groundswell.community import actions
from groundswell.community.actions import Post
from groundswell.community.jobs import send_letter
from groundswell.community.mail import Backend, NoMailServer, post
from groundswell.community.make import make_community, make_mail_server
from groundswell.community.models import Letter, MailServer
from groundswell.community.testmail import try_mail, what_failed
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.jobs.worker import run_until_idle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _community() -> None:
    make_community()


def serving(answers: list[bytes]) -> int:
    """A server that says these lines, one to each command, on a port of its own."""
    door = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        line, _ = door.accept()
        with line, door:
            for answer in answers:
                line.sendall(answer + b"\r\n")
                if not line.recv(4096):
                    return

    threading.Thread(target=talk, daemon=True).start()
    port: int = door.getsockname()[1]
    return port


def through(port: int, security: str = "none") -> None:
    server = Post("127.0.0.1", port, "", "", security, "hello@example.org")
    actions.set_mail_server(SYSTEM, server)


def test_without_a_server_no_letter_is_written() -> None:
    assert post("a@example.org", "Hello", "Hello") is None
    with pytest.raises(NoMailServer):
        Backend().send_messages([mail.EmailMessage("Hello", "", "a@example.org", ["b@example.org"])])


def test_a_letter_leaves_by_a_job_and_is_forgotten() -> None:
    make_mail_server()

    letter = post("a@example.org", "Hello\nBcc: evil@example.org", "Hello you")
    run_until_idle()

    assert letter is not None
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (
        ["a@example.org"],
        "Hello Bcc: evil@example.org",
        "Hello you",
    )
    assert sent.from_email == "Riverbend Repair <hello@riverbend.example>"
    assert sent.extra_headers["Message-ID"] == letter.message_id
    assert not Letter.objects.exists()
    assert "Hello you" not in str(list(Job.objects.values()))


def test_a_letter_goes_with_its_change_or_not_at_all() -> None:
    make_mail_server()

    with transaction.atomic():
        post("a@example.org", "Hello", "Hello")
        transaction.set_rollback(True)

    assert not Letter.objects.exists()
    assert not Job.objects.exists()


def test_sent_twice_it_is_the_same_letter() -> None:
    make_mail_server()
    letter = post("a@example.org", "Hello", "Hello")
    assert letter is not None
    send_letter.call(letter.pk)
    letter.save(force_insert=True)

    send_letter.call(letter.pk)

    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 1
    assert len(mail.outbox) == 2


def test_a_letter_that_is_gone_is_no_error() -> None:
    send_letter.call(12345)

    assert mail.outbox == []


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([b"554 No service for you"], "The server answered 554: No service for you"),
        ([b"220 hi", b"250 hi", b"550 sender unknown here"], "The server answered 550: sender unknown here"),
        ([b"220 hi", b"250 hi", b"250 ok", b"550 no such box"], "does not take mail for this address"),
        (
            [b"220 hi", b"250 hi", b"250 ok", b"250 ok", b"354 go", b"250 taken", b"221 bye"],
            "took the mail for",
        ),
    ],
)
def test_a_test_mail_says_what_the_server_said(
    answers: list[bytes], sentence: str, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "groundswell.community.mail.Backend"
    through(serving(answers))

    answer = try_mail("ada@example.org")

    assert sentence in answer.sentence
    assert answer.arrived is ("took" in sentence)


def test_a_test_mail_says_why_there_was_no_answer(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "groundswell.community.mail.Backend"
    assert "no mail server" in try_mail("ada@example.org").sentence

    through(1)
    assert "Nothing answers" in try_mail("ada@example.org").sentence
    through(serving([b"220 hi", b"250 hi"]), "starttls")
    assert "does not offer" in try_mail("ada@example.org").sentence
    assert "encryption" in what_failed(ssl.SSLError("no TLS here"))


def test_there_is_one_mail_server() -> None:
    make_mail_server()
    make_mail_server()

    assert MailServer.objects.count() == 1
