"""Everything that must be in place before pages are served: tables and static files."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from groundswell.community.models import Community
from groundswell.ui import alone


def prepare(tell: Callable[[str], None]) -> None:
    """Bring the tables and the static files to this version; safe to repeat."""
    settings.HOME.mkdir(parents=True, exist_ok=True)
    tell("Preparing the tables …")
    call_command("migrate", verbosity=0, interactive=False)
    tell("Preparing the pages …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    (Path(settings.STATIC_ROOT) / alone.NAME).write_text(alone.page(), "utf-8")
    if not Community.objects.exists():
        tell("No community lives here yet.")
