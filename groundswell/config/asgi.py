"""The door of `groundswell serve`: streams on the loop, pages on threads."""

import os

from django.core.wsgi import get_wsgi_application

from groundswell.kernel.front import Front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")

application = Front(get_wsgi_application())
