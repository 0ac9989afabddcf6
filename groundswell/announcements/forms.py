"""What the opening form of an announcement asks besides."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.kernel import clock

_USUAL = timedelta(days=7)
_LONGEST = timedelta(days=90)


class AnnouncementForm(forms.Form):
    until = forms.DateField(
        label=_("Stands on the home page until"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["until"].initial = clock.now().date() + _USUAL

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        today = clock.now().date()
        if not today <= until <= today + _LONGEST:
            raise forms.ValidationError(_("Choose a day from today to 90 days from now."))
        return until
