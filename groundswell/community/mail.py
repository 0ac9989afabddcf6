"""Mail: letters are written in the caller's transaction and leave by a job, through the steward's server."""

import socket
from collections.abc import Sequence
from email.utils import formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as Smtp

from groundswell.community.models import Letter, MailServer, Security
from groundswell.community.queries import sends_mail, the_community
from groundswell.kernel import clock
from groundswell.kernel.ids import new_id

_PATIENCE = 15


class NoMailServer(Exception):
    """Nobody has said how mail leaves."""


class Backend(BaseEmailBackend):
    """Django's door for mail, led to the server that a steward has set."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        server = MailServer.objects.first()
        if server is None:
            raise NoMailServer
        connection = connection_to(server)
        try:
            return connection.send_messages(email_messages) or 0
        finally:
            connection.close()  # Django leaves one open that failed to greet


def connection_to(server: MailServer) -> Smtp:
    """A connection that is opened when the first mail goes through it, and never waits long."""
    return Smtp(
        host=server.host,
        port=server.port,
        username=server.username,
        password=server.password,
        use_tls=server.security == Security.STARTTLS,
        use_ssl=server.security == Security.TLS,
        timeout=_PATIENCE,
    )


def post(to: str, subject: str, text: str) -> Letter | None:
    """Write a letter and have it sent after commit; None where no mail can leave.

    It is sent at least once. Its Message-ID never changes, so that a second copy is known as one.
    """
    from groundswell.community.jobs import send_letter  # noqa: PLC0415 - jobs send what this module writes

    if not sends_mail():
        return None
    number = new_id()
    letter = Letter.objects.create(
        pk=number,
        to=to,
        subject=" ".join(subject.split())[:200],
        text=text,
        message_id=f"<{number}@{urlsplit(settings.ORIGIN).hostname or socket.gethostname()}>",
        written_at=clock.now(),
    )
    send_letter.enqueue(letter.pk)
    return letter


def message_of(letter: Letter, server: MailServer) -> EmailMessage:
    """The letter as it goes over the wire."""
    community = the_community()
    return EmailMessage(
        subject=letter.subject,
        body=letter.text,
        from_email=formataddr((community.name if community else "", server.sender)),
        to=[letter.to],
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
    )
