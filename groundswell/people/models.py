"""Members, accounts and applications. A member without an account is imported or erased."""

from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from groundswell.community.queries import the_community
from groundswell.kernel import clock
from groundswell.kernel.actor import Actor
from groundswell.kernel.ids import IdField

NAME_LENGTH = 60
HANDLE_LENGTH = 30
ABOUT_LENGTH = 600
_KEY_LENGTH = 120


class Role(models.TextChoices):
    MEMBER = "member", _("Member")
    MODERATOR = "moderator", _("Moderator")
    STEWARD = "steward", _("Steward")


class Standing(models.TextChoices):
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")


class Origin(models.TextChoices):
    LOCAL = "local", _("Joined here")
    IMPORTED = "imported", _("Came with an import")
    ERASED = "erased", _("Left")
    BOT = "bot", _("A program")


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, actor: Actor) -> Self:
        """Everybody who has not left, for those whom the community lets in; else nobody."""
        community = the_community()
        is_let_in = actor.is_system or actor.is_person or (community is not None and community.is_open)
        return self.exclude(origin=Origin.ERASED) if is_let_in else self.none()


class Member(models.Model):
    """Whoever can author, be mentioned, be thanked."""

    id = IdField()
    handle = models.CharField(max_length=HANDLE_LENGTH, unique=True, null=True)
    handle_key = models.CharField(max_length=_KEY_LENGTH, unique=True, null=True)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    about = models.CharField(max_length=ABOUT_LENGTH, blank=True)
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.ACTIVE)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.LOCAL)
    joined_at = models.DateTimeField()
    visited_on = models.DateField(null=True)

    objects = MemberQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:member", args=[self.handle])

    @property
    def is_active(self) -> bool:
        return self.standing == Standing.ACTIVE and self.origin != Origin.ERASED


class AccountManager(BaseUserManager["Account"]):
    """Django asks for one; accounts are made by `people.actions`."""


class Account(AbstractBaseUser):
    """Credentials. Its address is also allauth's `EmailAddress`; its person is the member.

    `sealed_at` is part of every session's hash: to move it is to end all sessions, known or not.
    """

    id = IdField()
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="account")
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    sealed_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return f"account {self.pk}"

    def get_session_auth_hash(self) -> str:
        """Changes with the password and with the seal, and every session dies with it."""
        return _session_hash(self, secret=None)

    def get_session_auth_fallback_hash(self) -> list[str]:
        """The same under the secret keys that the operator has retired."""
        from django.conf import settings  # noqa: PLC0415 - models are imported while settings load

        return [_session_hash(self, secret=key) for key in settings.SECRET_KEY_FALLBACKS]


class Application(models.Model):
    """Somebody asks to join. Not a member: no handle is taken, nothing is signed, no session exists.

    The same row is written whether or not the address is known here, so that the answer tells nothing.
    """

    id = IdField()
    name = models.CharField(max_length=NAME_LENGTH)
    handle = models.CharField(max_length=HANDLE_LENGTH)
    email = models.EmailField()
    password = models.CharField(max_length=128)
    words = models.CharField(max_length=300, blank=True)
    claim = models.ForeignKey("Claim", on_delete=models.CASCADE, null=True, related_name="+")
    tries_left = models.PositiveSmallIntegerField(default=5)
    asked_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)
    is_waiting = models.BooleanField(default=False)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Suspension(models.Model):
    """A member may not take part for now: by whom, since when and why."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="suspension")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=600)

    def __str__(self) -> str:
        return f"{self.member} since {self.at:%Y-%m-%d}"


class Claim(models.Model):
    """A one-time link with which a person takes over an imported member. Only its digest is kept."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="claims")
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"claim of {self.member}"


class DoorKey(models.Model):
    """A one-time way in that the operator made on the console. Only its digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="door_keys")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d %H:%M}"


def _session_hash(account: Account, secret: str | bytes | None) -> str:
    value = f"{account.password}{clock.micros(account.sealed_at)}"
    salt = "groundswell.people.Account.session"
    return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()
