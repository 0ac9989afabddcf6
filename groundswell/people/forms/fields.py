"""Fields that several forms share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.kernel.errors import Invalid
from groundswell.people import handles, names, passwords


def told(check: Callable[..., str], *args: Any) -> str:
    """Run a check of ours inside a form: its sentence becomes the field's error."""
    try:
        return check(*args)
    except Invalid as wrong:
        raise ValidationError(str(wrong.sentence)) from None


class NameField(forms.CharField):
    """What people call somebody."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Your name"))
        options.setdefault("help_text", _("As people here should know you."))
        options.setdefault("error_messages", {"required": _("Please say what people should call you.")})
        super().__init__(max_length=names.LONGEST, **options)
        self.widget.attrs |= {"autocomplete": "name", "dir": "auto"}

    def clean(self, value: object) -> str:
        return told(names.checked_name, super().clean(value))


class HandleField(forms.CharField):
    """A handle; an empty one lets us suggest it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Your handle"))
        options.setdefault(
            "help_text",
            _("How others mention you, as in @ada. Leave it empty and we make one from your name."),
        )
        super().__init__(max_length=handles.LONGEST, required=False, **options)
        self.widget.attrs |= {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}

    def clean(self, value: object) -> str:
        typed = super().clean(value).strip().removeprefix("@")
        return told(handles.checked_handle, typed) if typed else ""


class EmailField(forms.EmailField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Your e-mail address"))
        options.setdefault(
            "error_messages",
            {
                "required": _("Please give your e-mail address."),
                "invalid": _("This does not look like an e-mail address. It reads like name@example.org."),
            },
        )
        super().__init__(max_length=254, **options)
        self.widget.attrs |= {"autocomplete": "email"}

    def clean(self, value: object) -> str:
        typed: str = super().clean(value)
        return typed.lower()


class PasswordField(forms.CharField):
    """A password that somebody types to prove who they are."""

    def __init__(self, *, autocomplete: str = "current-password", **options: Any) -> None:
        options.setdefault("label", _("Your password"))
        options.setdefault("error_messages", {"required": _("Please type your password.")})
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(max_length=passwords.FAR_TOO_LONG, strip=False, widget=widget, **options)


class NewPasswordField(PasswordField):
    """A password that somebody chooses; the form has it checked with the words about them."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("A password"))
        options.setdefault(
            "help_text",
            _("Eight characters or more. A few words in a row are easy to remember and hard to guess."),
        )
        options.setdefault("error_messages", {"required": _("Please choose a password.")})
        super().__init__(autocomplete="new-password", **options)


class CodeField(forms.CharField):
    """A code from a mail."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("The code from our mail"))
        options.setdefault("error_messages", {"required": _("Please type the code from our mail.")})
        super().__init__(max_length=40, **options)
        self.widget.attrs |= {"autocomplete": "one-time-code", "autocapitalize": "characters"}
        self.widget.attrs |= {"spellcheck": "false"}
