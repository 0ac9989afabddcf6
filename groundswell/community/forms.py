"""What stewards type into the settings."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from groundswell.community.actions import Description, Post
from groundswell.community.models import Security, Stage

# The circle in twelve steps, each with a word for those who cannot see it.
HUES = [
    (5, _("Brick")),
    (35, _("Clay")),
    (65, _("Honey")),
    (95, _("Olive")),
    (125, _("Moss")),
    (155, _("Fern")),
    (185, _("Lagoon")),
    (208, _("Deep water")),
    (240, _("Harbour")),
    (270, _("Dusk")),
    (305, _("Plum")),
    (340, _("Rose")),
]


class DescriptionForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        error_messages={"required": _("Please give the community a name.")},
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        help_text=_("One strong sentence. It stands large on the home page."),
        max_length=120,
        required=False,
    )
    message = forms.CharField(
        label=_("Message"),
        help_text=_("Who you are and whom you want to come: a few lines under the purpose."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = forms.CharField(
        label=_("Place"),
        help_text=_("Where you are at home, if that matters."),
        max_length=60,
        required=False,
    )
    hue = forms.IntegerField(
        label=_("Colour"),
        help_text=_("Every colour of the pages follows from this one, from 0 to 359, and stays readable."),
        validators=[MinValueValidator(0), MaxValueValidator(359)],
        error_messages={
            "required": _("Please choose a colour."),
            "invalid": _("A colour is a number from 0 to 359."),
        },
    )

    def description(self, language: str) -> Description:
        return Description(language=language, **self.cleaned_data)


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=_("A picture"),
        help_text=_(
            "PNG, JPEG, WebP or GIF, up to 2 MB. We draw it anew at 256 pixels and keep nothing else of it."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )


class StageForm(forms.Form):
    stage = forms.ChoiceField(label=_("Who may read here?"), choices=Stage.choices, widget=forms.RadioSelect)


class MailServerForm(forms.Form):
    host = forms.CharField(
        label=_("Server"),
        max_length=255,
        help_text=_("As your mail provider names it, such as smtp.example.org."),
        error_messages={"required": _("Please give the name of the server.")},
    )
    port = forms.IntegerField(
        label=_("Port"), initial=587, validators=[MinValueValidator(1), MaxValueValidator(65_535)]
    )
    security = forms.ChoiceField(label=_("Encryption"), choices=Security.choices)
    username = forms.CharField(label=_("User name"), max_length=255, required=False)
    password = forms.CharField(
        label=_("Password"),
        max_length=255,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    sender = forms.EmailField(
        label=_("Sender"),
        help_text=_("The address that people see, and to which they may answer."),
        error_messages={"required": _("Please give the address that people see.")},
    )

    def __init__(self, *args: Any, has_password: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_password:
            self.fields["password"].help_text = _(
                "One is kept, and never shown. Leave this empty to keep it."
            )

    def post(self) -> Post:
        return Post(**self.cleaned_data)
