"""Work for later: the letter that answers an application, and clearing away what has expired."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django_tasks import task

from groundswell.kernel import clock
from groundswell.kernel.jobs import schedule
from groundswell.people.letters import send_joining_code
from groundswell.people.models import Application, Claim, DoorKey


@task()
def send_joining_letter(number: int) -> None:
    """Only here is it looked up whether the address is known: the request that asked took the same time."""
    with transaction.atomic():
        application = Application.objects.filter(pk=number, is_waiting=False).first()
        if application is not None:
            send_joining_code(application)


@schedule("40 3 * * *")
@task()
def clear_away() -> None:
    """Delete sessions, applications and links that have expired."""
    now = clock.now()
    Session.objects.filter(expire_date__lt=now).delete()
    for rows in (Application.objects, Claim.objects, DoorKey.objects):
        rows.filter(expires_at__lt=now).delete()
