"""Letters leave."""

from django_tasks import task

from groundswell.community.mail import NoMailServer, message_of
from groundswell.community.models import Letter, MailServer


@task()
def send_letter(number: int) -> None:
    """Send the letter, then forget it. Killed in between, it is sent again under the same Message-ID."""
    letter = Letter.objects.filter(pk=number).first()
    if letter is None:
        return
    server = MailServer.objects.first()
    if server is None:
        raise NoMailServer
    message_of(letter, server).send()
    letter.delete()
