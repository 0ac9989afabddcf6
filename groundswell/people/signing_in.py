"""How allauth finds an account: always with one query, known or unknown, and with its member beside it."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.usersessions.models import UserSession
from django.utils.crypto import salted_hmac

from groundswell.kernel.http import PageRequest
from groundswell.kernel.limits import network_of, spend
from groundswell.people.models import Account
from groundswell.people.queries import account_by_email, account_with_member


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend over our one-query reads."""

    def get_user(self, user_id: int) -> Account | None:
        return account_with_member(user_id)

    def _authenticate_by_email(self, email: str, password: str) -> Account | None:
        account: Account | None = self._check_password(account_by_email(email), password)
        return account


def slow_down(request: PageRequest, email: str) -> None:
    """Count a try to sign in; raises Throttled.

    Strangers cannot lock the owner out: the count for the account as a whole leaves out networks from
    which its owner is signed in.
    """
    network, who = network_of(request), _veiled(email)
    spend(f"sign-in:network:{network}", "30/5m")
    spend(f"sign-in:both:{who}:{network}", "8/5m")
    if not _is_familiar(email, network):
        spend(f"sign-in:account:{who}", "60/1h")


def slow_down_letters(request: PageRequest, email: str, *, act: str) -> None:
    """Count a mail that somebody makes us send; raises Throttled. Addresses are counted, known or not."""
    spend(f"{act}:network:{network_of(request)}", "15/1h")
    spend(f"{act}:address:{_veiled(email)}", "5/1h")


def _is_familiar(email: str, network: str) -> bool:
    address = network.split("/", maxsplit=1)[0]
    return bool(UserSession.objects.filter(user__email=email.lower(), ip=address).exists())


def _veiled(email: str) -> str:
    """An address as it may stand in a table of counts."""
    return salted_hmac("groundswell.people.limits", email.lower()).hexdigest()[:24]
