"""allauth's views on our own pages: what is refused answers 422, and never as anything but a page."""

from typing import Any

from allauth.account import views as theirs
from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from groundswell.community.queries import sends_mail
from groundswell.kernel.limits import limited
from groundswell.people.signing_in import slow_down_letters


class _Plain:
    """A form that is refused keeps what was typed and answers 422."""

    def form_invalid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if answer.status_code == 200:  # noqa: PLR2004 - a redirect gives up, and stays one
            answer.status_code = 422
        return answer

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**context)  # type: ignore[misc]
        request: HttpRequest = self.request  # type: ignore[attr-defined]
        return values | {
            "sends_mail": sends_mail(),
            "next": request.POST.get("next") or request.GET.get("next", ""),
        }


class SignIn(_Plain, theirs.LoginView):  # type: ignore[misc]
    template_name = "people/sign_in.html"


class SignOut(theirs.LogoutView):  # type: ignore[misc]
    template_name = "people/sign_out.html"


class Reset(_Plain, theirs.PasswordResetView):  # type: ignore[misc]
    template_name = "people/reset.html"

    def form_valid(self, form: Form) -> HttpResponse:
        slow_down_letters(self.request, form.cleaned_data["email"], act="reset")
        answer: HttpResponse = super().form_valid(form)
        return answer


class _Resetting(_Plain):
    """A reset dies when its account's credentials have changed since it began."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        process = PasswordResetVerificationProcess.resume(request)
        if process is not None and _is_stale(process):
            process.abort()
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer


class ResetCode(_Resetting, theirs.ConfirmPasswordResetCodeView):  # type: ignore[misc]
    template_name = "people/reset_code.html"


class ResetPassword(_Resetting, theirs.CompletePasswordResetView):  # type: ignore[misc]
    template_name = "people/reset_password.html"
    success_url = reverse_lazy("account_login")


class ChangePassword(_Plain, theirs.PasswordChangeView):  # type: ignore[misc]
    template_name = "people/change_password.html"


class ChangeEmail(_Plain, theirs.EmailView):  # type: ignore[misc]
    """One address an account: asking for another, and proving it with a code."""

    template_name = "people/change_email.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super(theirs.EmailView, self).post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Form) -> HttpResponse:
        if not sends_mail():
            form.add_error("email", _("This needs a mail server, and none has been set up yet."))
            return self.form_invalid(form)
        slow_down_letters(self.request, form.cleaned_data["email"], act="change-email")
        answer: HttpResponse = super().form_valid(form)
        return answer


class EmailCode(_Plain, theirs.ConfirmEmailVerificationCodeView):  # type: ignore[misc]
    template_name = "people/email_code.html"


class Reauthenticate(_Plain, theirs.ReauthenticateView):  # type: ignore[misc]
    template_name = "people/reauthenticate.html"


def _is_stale(process: PasswordResetVerificationProcess) -> bool:
    account = process.user
    if account is None:
        return False
    return bool(
        account.sealed_at.timestamp() > process.state["at"] or account.email != process.state["email"]
    )


sign_in = SignIn.as_view()
sign_out = SignOut.as_view()
reset = Reset.as_view()
reset_code = limited("code", "30/10m")(ResetCode.as_view())
reset_password = limited("code", "30/10m")(ResetPassword.as_view())
change_password = limited("change-password", "10/10m")(ChangePassword.as_view())
change_email = limited("change-email", "10/10m")(ChangeEmail.as_view())
email_code = limited("code", "30/10m")(EmailCode.as_view())
reauthenticate = limited("reauthenticate", "10/10m")(Reauthenticate.as_view())
