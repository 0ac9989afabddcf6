"""The door of `groundswell serve`: streams on the loop, pages on threads, visitors' pages from memory."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from groundswell.kernel.front import Front, Visitors, database_versions
from groundswell.kernel.presence import hold

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")

_pages = get_wsgi_application()
# A developer changes templates, and no version tells.
application = Front(_pages, visitors=None if settings.DEBUG else Visitors(database_versions()))
at_work = hold()  # as long as this process serves, nobody restores or upgrades
