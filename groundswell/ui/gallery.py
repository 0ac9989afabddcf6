"""Every component in each state, with made-up people; features add their own sections when they are ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.kernel.registry import Registry
from groundswell.kernel.viewer import Viewer

NAMES = (
    "Rasa Simkutė", "Tomasz Kowal", "Ines Moreau", "Ada Okafor", "Lea Brandt", "Jonas Nagel",
    "Samira Aziz", "Mo", "נועה לוי", "Đặng Thu Hà", "Þóra Einarsdóttir", "李小龙",
)  # fmt: skip
PEOPLE = [Viewer(n, f"handle-{n}", name) for n, name in enumerate(NAMES, 1)]
STAGES = (_("Purpose"), _("Core team"), _("Focus group"), _("Soft opening"), _("Open"), _("Movement"))


@dataclass(frozen=True, slots=True)
class Section:
    """A feature's part of the gallery: its template, and what that calls `samples`."""

    template: str
    samples: Callable[[], dict[str, Any]]


sections: Registry[Section] = Registry("gallery sections")


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Your name"), help_text=_("What people call you."))
    email = forms.EmailField(label=_("E-mail address"))
    about = forms.CharField(label=_("A few words"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    place = forms.ChoiceField(label=_("Table"), choices=[("t", _("Textiles")), ("e", _("Electrics"))])
    day = forms.ChoiceField(
        label=_("Which day suits you?"),
        choices=[("s", _("Saturday")), ("w", _("Wednesday evening"))],
        widget=forms.RadioSelect,
    )
    picture = forms.FileField(label=_("A picture of it"), required=False)
    agrees = forms.BooleanField(label=_("I will not plug it in before somebody has looked at it"))


def context() -> dict[str, Any]:
    """What the gallery page shows."""
    wrong = SampleForm({"name": "Ines", "email": "ines at home", "about": "My grandmother’s Pfaff."})
    return {
        "people": PEOPLE,
        "stages": STAGES,
        "blank_form": SampleForm(prefix="blank"),
        "wrong_form": wrong,
        "sections": [(section.template, section.samples()) for section in sections],
    }
