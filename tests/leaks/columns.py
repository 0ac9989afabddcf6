"""Which columns of the database can hold text, and in which of them a canary sits."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from tests.leaks.world import World

_TEXT = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.GenericIPAddressField,
    models.FileField,
)
_Model = type[models.Model]
_Field = models.Field[object, object]


def text_columns() -> dict[str, tuple[_Model, _Field]]:
    """Every column that can hold text, as `app.model.column`; one with choices holds the code's own words."""
    return {
        f"{model._meta.label_lower}.{field.attname}": (model, field)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        for field in _fields(model)
    }


def columns_with_canaries(world: World) -> set[str]:
    """The columns in which at least one row holds a canary."""
    return {
        name for name, (model, field) in text_columns().items() if _holds_canary(world, model, field.attname)
    }


def _fields(model: _Model) -> Iterator[_Field]:
    for field in model._meta.concrete_fields:
        if isinstance(field, _TEXT) and not field.choices:
            yield field


def _holds_canary(world: World, model: _Model, column: str) -> bool:
    values = model._base_manager.values_list(column, flat=True)
    return any(world.found_in(str(value)) for value in values)
