"""The mails that people get about their account: short, plain text, no link that signs anybody in."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.community.mail import post
from groundswell.community.queries import the_community
from groundswell.people.codes import code_for
from groundswell.people.models import Account, Application, Member

_JOINING = "joining"


def send_joining_code(application: Application) -> None:
    """The code, or, where the address is known, a word that it is."""
    if Account.objects.filter(email=application.email).exists():
        _send(application.email, _("You are a member already"), _already_here())
        return
    code = code_for(_JOINING, application.pk)
    said = _("To join %(community)s, type this code where you signed up:") % {"community": _place()}
    forget = _("It works for an hour. If you did not ask to join, you need not do anything.")
    _send(application.email, _("Your code is %(code)s") % {"code": code}, [said, code, forget])


def send_welcome(member: Member, email: str) -> None:
    """Somebody whom a steward let in hears of it."""
    said = _("%(name)s, a steward has let you in. You can sign in now:") % {"name": member.name}
    _send(email, _("You are in"), [said, _address("account_login")])


def send(kind: str, to: str, context: dict[str, Any]) -> None:
    """A mail that allauth asks for, by the last part of its template's name; others are not sent."""
    write = _KINDS.get(kind)
    if write is not None:
        subject, paragraphs = write(context)
        _send(to, subject, paragraphs)


def _send(to: str, subject: str, paragraphs: list[str]) -> None:
    post(to, f"{subject} · {_place()}", "\n\n".join([*paragraphs, f"— {_place()}\n{settings.ORIGIN}"]) + "\n")


def _already_here() -> list[str]:
    return [
        _("Somebody, probably you, asked to join %(community)s with this address. You are a member already.")
        % {"community": _place()},
        _("Sign in here:") + "\n" + _address("account_login"),
        _("Forgotten your password? Choose a new one:") + "\n" + _address("account_reset_password"),
        _("If it was not you, you need not do anything."),
    ]


def _reset_code(context: dict[str, Any]) -> tuple[str, list[str]]:
    code = context["code"]
    said = _("To choose a new password, type this code where you asked for it:")
    forget = _(
        "It works for ten minutes. If you did not ask, somebody mistyped; your password stays as it is."
    )
    return _("Your code is %(code)s") % {"code": code}, [said, code, forget]


def _unknown_account(context: dict[str, Any]) -> tuple[str, list[str]]:
    del context
    said = _(
        "Somebody asked for a new password with this address. There is no account for it at %(community)s."
    )
    forget = _("Perhaps you joined with another address. If it was not you, you need not do anything.")
    return _("No account for this address"), [said % {"community": _place()}, forget]


def _email_code(context: dict[str, Any]) -> tuple[str, list[str]]:
    code = context["code"]
    said = _("To use this address from now on, type this code where you asked for it:")
    forget = _("If you did not ask, you need not do anything.")
    return _("Your code is %(code)s") % {"code": code}, [said, code, forget]


def _password_changed(context: dict[str, Any]) -> tuple[str, list[str]]:
    del context
    said = _("Your password was changed just now, and every other device was signed out.")
    help_ = _("If it was not you, choose a new one at once:") + "\n" + _address("account_reset_password")
    return _("Your password was changed"), [said, help_]


def _email_changed(context: dict[str, Any]) -> tuple[str, list[str]]:
    del context
    said = _("Your account now uses another e-mail address; nothing more will come to this one.")
    return _("Your address was changed"), [said, _("If it was not you, write to a steward.")]


_KINDS: dict[str, Callable[[dict[str, Any]], tuple[str, list[str]]]] = {
    "password_reset_code": _reset_code,
    "unknown_account": _unknown_account,
    "email_confirmation": _email_code,
    "email_confirmation_signup": _email_code,
    "password_changed": _password_changed,
    "password_reset": _password_changed,
    "email_changed": _email_changed,
}


def _place() -> str:
    community = the_community()
    return community.name if community else "Groundswell"


def _address(route: str) -> str:
    return settings.ORIGIN + reverse(route)
