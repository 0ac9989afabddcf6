"""Django's settings under test: a home and a database of their own, and nothing slow that is not tested."""

import atexit
import os
import tempfile
from pathlib import Path

_home = tempfile.TemporaryDirectory(prefix="groundswell-test-")
atexit.register(_home.cleanup)
(Path(_home.name) / "static").mkdir()  # WhiteNoise warns where there is none
os.environ["GROUNDSWELL_HOME"] = _home.name
os.environ["GROUNDSWELL_SECRET_KEY"] = "for the tests alone, and never for a community"
os.environ["GROUNDSWELL_ORIGIN"] = "http://localhost:8000"
os.environ["GROUNDSWELL_DATABASE_URL"] = (
    os.environ.get("GROUNDSWELL_TEST_DATABASE_URL") or f"sqlite:///{_home.name}/groundswell.sqlite3"
)
# Tests close connections and mean it. What a pool does is shown with real servers: bench/tests/test_nodes.py.
os.environ["GROUNDSWELL_DATABASE_CONNECTIONS"] = "0"

from groundswell.config.settings import *  # noqa: E402, F403 - the product's own, read after the above is set
from groundswell.config.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in life: other threads and processes see it, and its locks are real.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_home.name) / "test.sqlite3")}
    # Nothing here outlives the tests, so nothing waits for the disk.
    _durable = DATABASES["default"]["OPTIONS"]
    _begin = _durable["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    DATABASES["default"]["OPTIONS"] = {**_durable, "init_command": _begin}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
