"""allauth's forms with our fields, words and one-query reads."""

from typing import Any

from allauth.account import forms as theirs
from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.people.forms.fields import CodeField, EmailField, NewPasswordField, PasswordField
from groundswell.people.models import Account
from groundswell.people.queries import account_by_email


class SignInForm(theirs.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField()
        self.fields["password"] = PasswordField()


class ResetForm(theirs.ResetPasswordForm):  # type: ignore[misc]
    email = EmailField()

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        account = account_by_email(email)
        self.users = [account] if account else []
        return email


class ResetCodeForm(theirs.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    code = CodeField()


class EmailCodeForm(theirs.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    code = CodeField()


class ReauthenticateForm(theirs.ReauthenticateForm):  # type: ignore[misc]
    password = PasswordField()


class ChangeEmailForm(theirs.AddEmailForm):  # type: ignore[misc]
    email = EmailField(label=gettext_lazy("Your new e-mail address"))

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email == self.user.email:
            raise ValidationError(_("This is your address already."))
        return email


class _ChosenPassword(forms.Form):
    """One field for a new password: whoever cannot see it can have the browser show it."""

    user: Account

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        get_adapter().clean_password(password, user=self.user)
        return password

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data


class NewPasswordForm(_ChosenPassword, theirs.ResetPasswordKeyForm):  # type: ignore[misc]
    password1 = NewPasswordField(label=gettext_lazy("Your new password"))
    password2 = None


class ChangePasswordForm(_ChosenPassword, theirs.ChangePasswordForm):  # type: ignore[misc]
    field_order = ("oldpassword", "password1")
    oldpassword = PasswordField(label=gettext_lazy("Your present password"))
    password1 = NewPasswordField(label=gettext_lazy("Your new password"))
    password2 = None

    def clean_oldpassword(self) -> str:
        old: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, old):
            raise get_adapter().validation_error("enter_current_password")
        return old


class KeyForm(_ChosenPassword):
    """A new password with the operator's key."""

    password1 = NewPasswordField(label=gettext_lazy("Your new password"))

    def __init__(self, *args: Any, user: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
