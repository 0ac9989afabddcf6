"""The community, the code with which it is founded, its mail server and the letters that wait for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kernel.ids import IdField

DEFAULT_HUE = 208


class Stage(models.TextChoices):
    PRIVATE = "private", _("Private: only members see anything")
    OPEN = "open", _("Open: everybody may read what is not in a closed space")


class Community(models.Model):
    """This installation. There is at most one, and none until the founder has named it."""

    name = models.CharField(max_length=60)
    purpose = models.CharField(max_length=120, blank=True)
    message = models.CharField(max_length=600, blank=True)
    place = models.CharField(max_length=60, blank=True)
    hue = models.PositiveSmallIntegerField(default=DEFAULT_HUE)
    logo = models.BinaryField(null=True)
    logo_digest = models.CharField(max_length=64, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PRIVATE)
    language = models.CharField(max_length=12, default="en")
    founded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_community")]

    def __str__(self) -> str:
        return self.name


class FoundingCode(models.Model):
    """A one-time code from the operator's console. Only its digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d %H:%M}"


class Security(models.TextChoices):
    STARTTLS = "starttls", _("STARTTLS (usually port 587)")
    TLS = "tls", _("TLS from the start (usually port 465)")
    NONE = "none", _("None: only for a server on this machine")


class MailServer(models.Model):
    """How mail leaves, if it can: at most one row. The password is never shown again."""

    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField(default=587)
    username = models.CharField(max_length=255, blank=True)
    password = models.CharField(max_length=255, blank=True)
    security = models.CharField(max_length=10, choices=Security, default=Security.STARTTLS)
    sender = models.EmailField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_mail_server")]

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class Letter(models.Model):
    """A mail that waits for the worker. It is deleted when it has left: nothing of it is kept."""

    id = IdField()
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    message_id = models.CharField(max_length=200)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.message_id
