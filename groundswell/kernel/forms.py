"""What an action found wrong, said where the person typed it."""

from collections.abc import Callable
from typing import TypeVar

from django import forms

from groundswell.kernel.errors import Invalid

T = TypeVar("T")


def blame(form: forms.Form, wrong: Invalid) -> None:
    """Put the sentence beside its field, or above the form if it has none such; what was typed stays."""
    form.add_error(wrong.field if wrong.field in form.fields else None, str(wrong.sentence))


def attempt(form: forms.Form, act: Callable[[], T]) -> T | None:
    """What the action answers to a valid form, or None where either finds a fault: the form shows it."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Invalid as wrong:
        blame(form, wrong)
        return None
