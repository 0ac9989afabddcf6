"""Everything that a database holds, to be compared with another."""

from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models

from groundswell.kernel.epoch import Epoch
from groundswell.kernel.ledger.models import Entry
from groundswell.people.models import Account

# What a restore changes by design: sessions end, and rights are computed anew.
_NOT_KEPT: set[type[models.Model]] = {Session, Epoch}
_MOVED: dict[type[models.Model], set[str]] = {Account: {"sealed_at"}, Entry: {"transaction"}}


def contents(*, exact: bool = False) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table in the order of its key; `exact` keeps what a restore changes by design."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if exact or model not in _NOT_KEPT:
            left_out = set() if exact else _MOVED.get(model, set())
            names = [field.attname for field in model._meta.concrete_fields if field.attname not in left_out]
            rows = model._base_manager.order_by("pk").values_list(*names)
            found[model._meta.db_table] = [tuple(map(_plain, row)) for row in rows]
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
