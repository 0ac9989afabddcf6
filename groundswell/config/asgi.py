"""The door of `groundswell serve`: streams on the loop, pages on threads, visitors' pages from memory."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
_pages = get_wsgi_application()

from groundswell.kernel.front import Front, Visitors, database_versions  # noqa: E402 - Django stands first
from groundswell.kernel.live import application as streams  # noqa: E402
from groundswell.kernel.presence import hold  # noqa: E402

# A developer changes templates, and no version tells.
_visitors = None if settings.DEBUG else Visitors(database_versions())
application = Front(_pages, streams, visitors=_visitors)
at_work = hold()  # as long as this process serves, nobody restores or upgrades
