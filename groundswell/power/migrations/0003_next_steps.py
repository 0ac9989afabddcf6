"""Advice belongs to a moment of its own, and no longer to the end of a week."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_ONLY = 1


def keep_last(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What was said last is shown until the rules are asked again."""
    here = editor.connection.alias
    last = _takings(apps, here).last()
    if last is not None:
        steps = apps.get_model("power", "NextSteps").objects.using(here)
        steps.create(pk=_ONLY, at=last.cut_off, advice=last.advice)


def give_back(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    here = editor.connection.alias
    steps = apps.get_model("power", "NextSteps").objects.using(here).first()
    last = _takings(apps, here).last()
    if steps is not None and last is not None:
        last.advice = steps.advice
        last.save(update_fields=["advice"])


def _takings(apps: Apps, database: str) -> "models.QuerySet[Any]":
    return apps.get_model("power", "Taking").objects.using(database).order_by("week_end", "revision")


class Migration(migrations.Migration):
    dependencies = [("power", "0002_standings")]

    operations = [
        migrations.CreateModel(
            name="NextSteps",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.BigIntegerField()),
                ("advice", models.JSONField(default=list)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_next_steps")],
            },
        ),
        migrations.RunPython(keep_last, give_back),
        migrations.RemoveField(model_name="taking", name="advice"),
    ]
