"""What stewards type when they say what to aim for: numbers as people write them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.power.actions import Aim
from groundswell.power.aiming import typed
from groundswell.power.engine.catalogue import Unit
from groundswell.power.queries.aims import AimLine

_HUNDRED = 100
_LONGEST = 20


class Amount(forms.FloatField):
    """A number with or without its sign: '80', '80 %', '2,5'."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 8, "dir": "ltr"})
    default_error_messages = {"invalid": _("Please write a number, such as 40 or 2.5.")}

    def to_python(self, value: object) -> float | None:  # type: ignore[override]
        typed = str(value or "").strip().removesuffix("%").strip()
        if len(typed) > _LONGEST:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        number: float | None = super().to_python(typed.replace(",", "."))
        return number


class TargetForm(forms.Form):
    floor = Amount(label=_("Floor"), required=False)
    target = Amount(label=_("Target"), required=False)

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def aim(self) -> Aim:
        scale = _HUNDRED if self.unit is Unit.SHARE else 1
        both = (self.cleaned_data["floor"], self.cleaned_data["target"])
        floor, target = (None if each is None else each / scale for each in both)
        return Aim(floor, target)


def forms_for(
    lines: Sequence[AimLine], sent: str, data: Mapping[str, Any] | None
) -> Mapping[str, TargetForm]:
    """A form for each reading, filled with what counts now; the one that was sent keeps what was typed."""
    return {line.name: _form(line, data if line.name == sent else None) for line in lines}


def _form(line: AimLine, data: Mapping[str, Any] | None) -> TargetForm:
    aim = line.aim
    both = {"floor": aim.floor, "target": aim.target} if aim else {}
    initial = {name: f"{typed(value, line.unit):.12g}" for name, value in both.items() if value is not None}
    return TargetForm(line.unit, data, initial=initial, prefix=line.name)
