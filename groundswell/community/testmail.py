"""A mail to oneself, now, with the server's own answer as a sentence."""

import smtplib
import socket
import ssl
from dataclasses import dataclass

from django.core.mail import get_connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.community.mail import NoMailServer, connection_to, message_of
from groundswell.community.models import Letter, MailServer
from groundswell.kernel import clock
from groundswell.kernel.ids import new_id

_LONGEST_ANSWER = 300
# The first that fits is said. An SMTPException is an OSError too, so the last line names the plain ones.
_SENTENCES: list[tuple[type[Exception] | tuple[type[Exception], ...], Promise]] = [
    (TimeoutError, gettext_lazy("The server did not answer within 15 seconds. Are its name and port right?")),
    (ConnectionRefusedError, gettext_lazy("Nothing answers at this name and port.")),
    (ssl.SSLError, gettext_lazy("The encryption could not be agreed on. Does it fit the port?")),
    (smtplib.SMTPRecipientsRefused, gettext_lazy("The server does not take mail for this address.")),
    (
        smtplib.SMTPNotSupportedError,
        gettext_lazy("The server does not offer what was asked, such as encryption or signing in."),
    ),
    ((socket.gaierror, ConnectionError), gettext_lazy("This server cannot be found or reached.")),
]


@dataclass(frozen=True, slots=True)
class Answer:
    arrived: bool
    sentence: str


def try_mail(to: str) -> Answer:
    """Send a test mail and say what the server said."""
    server = MailServer.objects.first()
    if server is None:
        return Answer(arrived=False, sentence=_("There is no mail server to try yet."))
    try:
        _send(to, server)
    except smtplib.SMTPResponseException as refused:
        said = _text_of(refused.smtp_error)
        return Answer(
            arrived=False,
            sentence=_("The server answered %(code)s: %(said)s") % {"code": refused.smtp_code, "said": said},
        )
    except (smtplib.SMTPException, OSError, ssl.SSLError, NoMailServer) as failed:
        return Answer(arrived=False, sentence=what_failed(failed))
    return Answer(
        arrived=True,
        sentence=_("The server took the mail for %(to)s. Look whether it has come.") % {"to": to},
    )


def _send(to: str, server: MailServer) -> None:
    letter = Letter(
        pk=new_id(),
        to=to,
        subject=_("Mail works"),
        text=_("This is the test mail that you asked for. Codes and notices will leave the same way.") + "\n",
        message_id=f"<test-{new_id()}@groundswell>",
        written_at=clock.now(),
    )
    message = message_of(letter, server)
    message.connection = get_connection() if _is_replaced() else connection_to(server)
    try:
        message.send()
    finally:
        message.connection.close()


def _is_replaced() -> bool:
    """Tests put another door in the place of ours."""
    from django.conf import settings  # noqa: PLC0415 - read when asked, as tests change it

    return settings.EMAIL_BACKEND != "groundswell.community.mail.Backend"


def what_failed(failed: Exception) -> str:
    """The sentence for a conversation that did not come to an answer."""
    for kind, sentence in _SENTENCES:
        if isinstance(failed, kind):
            return str(sentence)
    return _("The server broke off the conversation: %(said)s") % {"said": _text_of(str(failed))}


def _text_of(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:_LONGEST_ANSWER]
