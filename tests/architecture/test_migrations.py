"""The migrations make the models, no more and no less."""

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

pytestmark = pytest.mark.once


def test_no_migration_is_missing() -> None:
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))

    changes = detector.changes(graph=loader.graph)

    assert {label: [str(one.operations) for one in found] for label, found in changes.items()} == {}


def test_no_feature_has_two_last_migrations() -> None:
    assert MigrationLoader(None).detect_conflicts() == {}
