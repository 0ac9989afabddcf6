"""The seam between allauth and our actions: what it changes, mails, says and asks goes through here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from groundswell.kernel.http import HttpResponse, PageRequest, redirect
from groundswell.kernel.limits import network_of
from groundswell.people import actions, letters
from groundswell.people.models import Account
from groundswell.people.queries import own_actor
from groundswell.people.signing_in import slow_down

_SAID = {
    "account/messages/logged_out.txt": _("You are signed out. See you soon."),
    "account/messages/password_changed.txt": _(
        "Your new password counts from now on. Other devices are signed out."
    ),
    "account/messages/email_confirmed.txt": _("This is your address from now on."),
    "account/messages/email_confirmation_failed.txt": _("That did not work. Please begin again."),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth, as this house wants it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This address and this password do not belong together. Please try again."
        ),
        "incorrect_password": _("This is not your password. Please try again."),
        "enter_current_password": _("This is not your present password. Please try again."),
        "incorrect_code": _("This is not the code from our mail. Please look again."),
        "too_many_login_attempts": _("That was tried too often. Please begin again in a while."),
        "duplicate_email": _("This is your address already."),
        "email_taken": _("This cannot be completed. Please begin again."),
    }

    def is_open_for_signup(self, request: PageRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Joining is our own: nobody is written down before they have proven their address."""
        return False

    def is_ajax(self, request: PageRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Every answer is a page."""
        return False

    def get_login_stages(self) -> list[str]:
        """Whoever has an account has been let in already."""
        return []

    def get_client_ip(self, request: PageRequest) -> str:
        address = network_of(request).split("/", maxsplit=1)[0]
        return address if address != "unknown" else "::"

    def is_safe_url(self, url: str) -> bool:
        """Only our own pages, as paths; nothing that a browser might read as another host."""
        plain = url.replace("\\", "/")
        return plain.startswith("/") and not plain.startswith("//") and _is_own(url, self.request)

    def pre_authenticate(self, request: PageRequest, **credentials: Any) -> None:
        slow_down(request, credentials.get("email", ""))

    def set_password(self, user: Account, password: str) -> None:
        actions.change_password(own_actor(user.member), user, password)

    def confirm_email(self, request: PageRequest, email_address: EmailAddress) -> bool:
        with transaction.atomic():
            confirmed = super().confirm_email(request, email_address)
            if confirmed:
                account = email_address.user
                actions.note_credentials_changed(own_actor(account.member), account)
                update_session_auth_hash(request, account)
        return bool(confirmed)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        letters.send(template_prefix.rpartition("/")[2], email, context)

    def add_message(  # noqa: PLR0913, PLR0917 - allauth's signature
        self,
        request: PageRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002 - allauth's signature
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our sentence for the few moments that need one."""
        said = message or _SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def get_password_change_redirect_url(self, request: PageRequest) -> str:  # noqa: ARG002 - allauth's signature
        return reverse("people:me")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:  # noqa: ARG002 - allauth's signature
        return reverse("account_email")

    def respond_user_inactive(self, request: PageRequest, user: Account) -> HttpResponse:  # noqa: ARG002 - allauth's signature
        return redirect("account_login")


def _is_own(url: str, request: PageRequest) -> bool:
    return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
