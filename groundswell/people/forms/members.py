"""What members say about themselves, and what stewards say about members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.people import names
from groundswell.people.forms.fields import NameField, PasswordField, told
from groundswell.people.models import ABOUT_LENGTH, Role


class ProfileForm(forms.Form):
    name = NameField()
    about = forms.CharField(
        label=_("A few words about you"),
        help_text=_("What you can mend, what you look for, where to find you."),
        max_length=ABOUT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def clean_about(self) -> str:
        return told(names.checked_words, self.cleaned_data["about"], "about")


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class SuspensionForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("They read this, and so do the stewards."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={"required": _("Please say why. They will read it.")},
    )

    def clean_reason(self) -> str:
        return told(names.checked_words, self.cleaned_data["reason"], "reason")


class LeavingForm(forms.Form):
    """What becomes of what somebody wrote, and their password."""

    KEEP, DELETE = "keep", "delete"

    posts = forms.ChoiceField(
        label=_("What becomes of what you wrote?"),
        choices=[
            (KEEP, _("It stays, without my name: others have answered it.")),
            (DELETE, _("It goes too. Conversations will have gaps.")),
        ],
        initial=KEEP,
        widget=forms.RadioSelect,
    )
    password = PasswordField(help_text=_("So that nobody else can do this for you."))

    def keeps_posts(self) -> bool:
        kept: Any = self.cleaned_data["posts"]
        return bool(kept == self.KEEP)
