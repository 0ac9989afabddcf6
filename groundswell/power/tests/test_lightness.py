"""Pages are served without the mathematics: numpy is for the worker and for commands alone."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.once

_HEAVY = ("numpy", "igraph")
_SERVED = f"""
import django
django.setup()
import groundswell.config.urls, groundswell.config.wsgi
from django.template.loader import get_template
for name in ("page", "measure", "targets", "none", "index"):
    get_template("power/" + name + ".html")
import sys
print([name for name in {_HEAVY!r} if name in sys.modules])
"""


@pytest.mark.slow
def test_a_process_that_serves_pages_has_no_numpy() -> None:
    told = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", _SERVED],
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (told.stdout.strip(), told.returncode) == ("[]", 0), told.stderr[-2000:]
