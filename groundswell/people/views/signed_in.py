"""Pages that need somebody to be signed in, and signing somebody in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from groundswell.kernel.http import PageRequest
from groundswell.people.models import Account

P = ParamSpec("P")
View = Callable[Concatenate[PageRequest, P], HttpResponseBase]


def signed_in(view: View[P]) -> View[P]:
    """Send visitors to sign in first; what they see afterwards is kept by nobody."""

    @wraps(view)
    def checked(request: PageRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    guarded: Any = never_cache(login_required(checked))
    return guarded  # type: ignore[no-any-return]


def account_of(request: PageRequest) -> Account:
    """The account of a signed-in request."""
    account: Any = request.user
    return account  # type: ignore[no-any-return]


def sign_in(request: PageRequest, account: Account, *, to: str) -> HttpResponse:
    """Begin a session through allauth's own flow: the session's id changes, the device is listed."""
    login = Login(user=account, email=account.email, email_verification="none", redirect_url=to)
    response: HttpResponse = perform_login(request, login)
    return response
