"""What a community had is there after its tables have changed."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = [("power", "0002_standings")], [("power", "0003_next_steps")]
ADVICE = [{"rule": "wake_space"}]


def migrated(to: list[tuple[str, str]]) -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection)


@pytest.mark.slow
def test_the_last_advice_is_shown_until_the_rules_are_asked_and_can_go_back() -> None:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes("power")
    try:
        apps = migrated(BEFORE).loader.project_state(BEFORE).apps
        for week, advice in ((1, []), (2, ADVICE)):
            apps.get_model("power", "Taking").objects.create(
                week_end=week, cut_off=week, computed_at=9, code_version="0.1.0", advice=advice
            )

        apps = migrated(AFTER).loader.project_state(AFTER).apps
        assert list(apps.get_model("power", "NextSteps").objects.values_list("at", "advice")) == [(2, ADVICE)]

        apps = migrated(BEFORE).loader.project_state(BEFORE).apps
        kept = apps.get_model("power", "Taking").objects.order_by("week_end")
        assert list(kept.values_list("advice", flat=True)) == [[], ADVICE]
    finally:
        migrated(latest)
