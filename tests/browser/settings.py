"""What the served community runs with: production's settings, two made-up languages, and a page that breaks.

The subprocess that serves reads this module; the tests themselves go on under `tests.settings`.
"""

from groundswell.config.settings import *  # noqa: F403 - production's own, all of them
from groundswell.config.settings import HOME, LANGUAGES, LOCALE_PATHS
from tests.browser import languages

LANGUAGES += [(code, code) for code in languages.MARKS]
LOCALE_PATHS += [HOME / "locale"]
ROOT_URLCONF = "tests.browser.urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # as where the world is made
