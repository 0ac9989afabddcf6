"""Coming in: signing up, claiming, founding, and the code."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.community.actions import Description
from groundswell.people.actions import Newcomer
from groundswell.people.forms.fields import CodeField, EmailField, HandleField, NameField, NewPasswordField
from groundswell.people.handles import handle_key, suggested_handle
from groundswell.people.queries import handle_is_taken


class NewcomerForm(forms.Form):
    """Who somebody is and how they will sign in. Says nothing about whether the address is known."""

    name = NameField()
    handle = HandleField()
    email = EmailField(help_text=gettext_lazy("Nobody sees it but you."))
    password = NewPasswordField()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self._settle_handle(values)
        self._check_password(values)
        return values

    def newcomer(self) -> Newcomer:
        """The clean values. The password is hashed here, whoever it is."""
        values = self.cleaned_data
        return Newcomer(values["name"], values["handle"], values["email"], make_password(values["password"]))

    def _settle_handle(self, values: dict[str, Any]) -> None:
        handle, name = values.get("handle"), values.get("name", "")
        if handle and handle_is_taken(handle_key(handle)):
            near = suggested_handle(handle, handle_is_taken)
            self.add_error(
                "handle", _("@%(handle)s is taken, or looks like one that is. @%(near)s is free.")
                % {"handle": handle, "near": near}
            )  # fmt: skip
        elif handle == "" and name:
            values["handle"] = suggested_handle(name, handle_is_taken)

    def _check_password(self, values: dict[str, Any]) -> None:
        if "password" not in values:
            return
        about = SimpleNamespace(**{key: values.get(key, "") for key in ("name", "handle", "email")})
        try:
            validate_password(values["password"], about)  # type: ignore[arg-type]
        except ValidationError as wrong:
            self.add_error("password", wrong)


class SignUpForm(NewcomerForm):
    words = forms.CharField(
        label=gettext_lazy("A few words for the stewards"),
        help_text=gettext_lazy("They read who asks to join. What brings you here?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, asks_stewards: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_stewards:
            del self.fields["words"]


class ClaimForm(NewcomerForm):
    """An imported member's handle stays; everything else is the person's to say."""

    handle = None  # type: ignore[assignment]

    def __init__(self, *args: Any, kept_handle: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept_handle = kept_handle

    def _settle_handle(self, values: dict[str, Any]) -> None:
        values["handle"] = self.kept_handle


class JoiningCodeForm(forms.Form):
    code = CodeField()


class FoundingForm(NewcomerForm):
    """The operator's code, the community in two lines, and its first steward."""

    field_order = ("code", "community", "purpose", "name", "handle", "email", "password")

    code = CodeField(
        label=gettext_lazy("The code from the console"),
        help_text=gettext_lazy("It was printed where the server was started."),
        error_messages={"required": gettext_lazy("Please type the code that was printed on the console.")},
    )
    community = forms.CharField(
        label=gettext_lazy("What is your community called?"),
        max_length=60,
        error_messages={"required": gettext_lazy("Please give the community a name.")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("What is it for, in one sentence?"),
        help_text=gettext_lazy("It will stand large on the home page. You can change it at any time."),
        max_length=120,
        required=False,
    )

    def description(self) -> Description:
        return Description(self.cleaned_data["community"], purpose=self.cleaned_data["purpose"])
