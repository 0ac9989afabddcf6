"""The door for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

from groundswell.kernel.presence import hold

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")

application = get_wsgi_application()
at_work = hold()  # as long as this process serves, nobody restores or upgrades
