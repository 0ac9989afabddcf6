"""From what a steward typed to clean values: nothing here is stored."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groundswell.people.handles import folded
from groundswell.people.models import Member, Standing
from groundswell.spaces.audiences import EVERYONE, INSIDERS, LABELS, MEMBERS, TEAM, Audiences
from groundswell.spaces.models import MOST_NAME, Space, SpaceKind


def _answers(*audiences: str) -> list[tuple[str, str | Promise]]:
    return [(each, LABELS[each]) for each in audiences]


class SpaceForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=MOST_NAME)
    about = forms.CharField(
        label=_("What is it for?"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    see = forms.ChoiceField(label=_("Who sees it?"), choices=_answers(EVERYONE, MEMBERS, INSIDERS, TEAM))
    open = forms.ChoiceField(label=_("Who opens topics?"), choices=_answers(MEMBERS, INSIDERS, TEAM))
    reply = forms.ChoiceField(label=_("Who replies?"), choices=_answers(MEMBERS, INSIDERS, TEAM))
    join = forms.ChoiceField(label=_("Who may join by themselves?"), choices=_answers(MEMBERS, TEAM))
    is_unlisted = forms.BooleanField(
        label=_("Not for search engines"),
        help_text=_(
            "Whoever may see it still can. Search engines are asked to pass it by, and all below it."
        ),
        required=False,
    )

    def audiences(self) -> Audiences:
        """The four answers, once the form is valid."""
        return Audiences(**{name: self.cleaned_data[name] for name in ("see", "open", "reply", "join")})


def _place() -> forms.TypedChoiceField:
    label = _("Where does it belong?")
    return forms.TypedChoiceField(label=label, coerce=int, required=False, empty_value=None)


class NewSpaceForm(SpaceForm):
    kind = forms.ChoiceField(
        label=_("What kind of space?"),
        choices=[
            (SpaceKind.OPEN, _("Open: nobody needs to join it")),
            (SpaceKind.GROUP, _("Group: people join to take part")),
        ],
        widget=forms.RadioSelect,
        initial=SpaceKind.OPEN,
    )
    parent = _place()

    def __init__(self, *args: Any, spaces: list[Space], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_places(self, spaces)


class PlaceForm(forms.Form):
    parent = _place()

    def __init__(self, *args: Any, spaces: list[Space], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_places(self, spaces)


class NamesForm(forms.Form):
    """All names on one page, one field a space."""

    def __init__(self, *args: Any, spaces: list[Space], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for space in spaces:
            self.fields[f"space-{space.pk}"] = forms.CharField(
                label=space.name, max_length=MOST_NAME, initial=space.name
            )

    def names(self) -> dict[int, str]:
        """The name typed for each space, by its id."""
        return {int(field.removeprefix("space-")): name for field, name in self.cleaned_data.items()}


class MemberForm(forms.Form):
    """Names a member to take into a space; `member` is theirs once the form is valid."""

    handle = forms.CharField(
        label=_("Their handle"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    is_organiser = forms.BooleanField(label=_("They help to run this space"), required=False)
    member: Member

    def clean_handle(self) -> str:
        handle = folded(self.cleaned_data["handle"].removeprefix("@"))
        found = Member.objects.filter(handle=handle, standing=Standing.ACTIVE).first()
        if found is None:
            raise forms.ValidationError(_("Nobody here goes by this handle."))
        self.member = found
        return handle


def _offer_places(form: forms.Form, spaces: list[Space]) -> None:
    parent = form.fields["parent"]
    if isinstance(parent, forms.TypedChoiceField):
        parent.choices = [("", _("At the top")), *((space.pk, space.name) for space in spaces)]
