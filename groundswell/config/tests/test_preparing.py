"""A folder of static files goes from one version to the next while the older one is still asked for."""

import json
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from groundswell.config.preparing import prepare

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db]
PACKED = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "static"


def prepared(folder: Path) -> set[str]:
    own = {**settings.STORAGES, "staticfiles": PACKED}
    with override_settings(STORAGES=own, STATIC_ROOT=folder, HOME=folder.parent):
        prepare(lambda _line: None)
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_files_of_the_version_before_stay_for_a_day(folder: Path) -> None:
    first = prepared(folder)
    manifest = json.loads((folder / "staticfiles.json").read_text())
    manifest["paths"]["site/old.css"] = "site/old.0123456789ab.css"
    (folder / "staticfiles.json").write_text(json.dumps(manifest))
    (folder / "site").mkdir(exist_ok=True)
    old = {"site/old.0123456789ab.css", "site/old.0123456789ab.css.br", "site/older.css"}
    for name in old:
        (folder / name).write_text("p {}")
        os.utime(folder / name, (0, 0))  # in place for years

    second = prepared(folder)
    third = prepared(folder)
    for name in old & third:
        os.utime(folder / name, (0, 0))
    last = prepared(folder)

    assert second == third == first | old - {"site/older.css"}
    assert last == first
    assert {"no-node.html", "staticfiles.json"} < first
