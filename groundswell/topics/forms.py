"""From what a person typed to clean values: nothing here is stored."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.spaces.models import Space
from groundswell.topics.models import MOST_TITLE
from groundswell.topics.rendering.limits import MAX_LENGTH


def _text(rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        **options,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
        help_text=_("**bold**, *slanted*, lists with -, links as they are. @handle names a member."),
        error_messages={"required": _("Write a few words first.")},
    )


class _Submission(forms.Form):
    """Carries the name of this one sending, so that a double click says it once."""

    submission = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = secrets.token_urlsafe(12)

    def clean(self) -> None:
        """What is wrong with a field that nobody sees is said where they look."""
        if any(bound.errors for bound in self.hidden_fields()):
            self.add_error("text", _("This form was damaged on its way. Copy your words into a fresh one."))


class OpeningForm(_Submission):
    title = forms.CharField(
        label=_("Title"),
        max_length=MOST_TITLE,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": _("Give it a title, so that people know whether it is for them.")},
    )
    text = _text(8, label=_("What do you want to say?"))


class ReplyForm(_Submission):
    text = _text(3, label=_("Your reply"))
    reply_to = forms.IntegerField(required=False, widget=forms.HiddenInput)


class EditForm(forms.Form):
    text = _text(10, label=_("Your post"))
    reason = forms.CharField(label=_("What did you change?"), required=False, max_length=200)


class TitleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=MOST_TITLE)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Its author reads this."),
        error_messages={"required": _("Say why: its author will read it.")},
    )


class ClosureForm(forms.Form):
    reason = forms.CharField(
        label=_("Why, in a few words?"), required=False, max_length=200, help_text=_("Everybody reads this.")
    )


class MoveForm(forms.Form):
    space = forms.TypedChoiceField(label=_("To which space?"), coerce=int)

    def __init__(self, *args: Any, spaces: list[Space], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["space"]
        if isinstance(choice, forms.TypedChoiceField):
            choice.choices = [(space.pk, space.name) for space in spaces]


class MarkForm(forms.Form):
    post = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class ReactionForm(forms.Form):
    act = forms.ChoiceField(choices=[("give", "give"), ("take", "take")])
