"""Where the things stand that belong to an installation, besides its database."""

from pathlib import Path

from django.conf import settings

SECRET_KEY = "secret-key"  # noqa: S105 - the name of a file
ERASED = "erased.log"
MEDIA = "media"


def media_folder() -> Path:
    """The folder of uploads: the one that the settings name, else the one in the home folder."""
    return Path(settings.MEDIA_ROOT) if settings.MEDIA_ROOT else home() / MEDIA


def secret_key_file() -> Path:
    return home() / SECRET_KEY


def erased_file() -> Path:
    return home() / ERASED


def home() -> Path:
    folder: Path = settings.HOME
    return folder
