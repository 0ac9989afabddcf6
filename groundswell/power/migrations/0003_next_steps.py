"""Advice belongs to a moment of its own, and no longer to the end of a week."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_ONLY = 1


def keep_last(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """What was said last is shown until the rules are asked again."""
    last = apps.get_model("power", "Taking").objects.order_by("week_end", "revision").last()
    if last is not None:
        apps.get_model("power", "NextSteps").objects.create(pk=_ONLY, at=last.cut_off, advice=last.advice)


def give_back(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    steps = apps.get_model("power", "NextSteps").objects.first()
    last = apps.get_model("power", "Taking").objects.order_by("week_end", "revision").last()
    if steps is not None and last is not None:
        last.advice = steps.advice
        last.save(update_fields=["advice"])


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
