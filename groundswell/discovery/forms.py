"""What stewards type about being found."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.discovery.actions import Wish
from groundswell.discovery.models import Welcome


class FindabilityForm(forms.Form):
    welcome = forms.ChoiceField(
        label=_("Who may read along and show the way here?"),
        help_text=_(
            "Said in robots.txt and on every page. Honest crawlers keep to it; nothing can make the others."
        ),
        choices=Welcome.choices,
        widget=forms.RadioSelect,
    )
    contact = forms.CharField(
        label=_("Where to report a hole in security"),
        help_text=_(
            "An address of mail, or one that begins with https://. Everybody may read it, in security.txt."
        ),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )

    def wish(self) -> Wish:
        return Wish(Welcome(self.cleaned_data["welcome"]), self.cleaned_data["contact"])
