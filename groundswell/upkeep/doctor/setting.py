"""The operator's settings."""

import stat
from urllib.parse import urlsplit

from django.conf import settings

from groundswell.upkeep import places
from groundswell.upkeep.doctor.findings import Found, broken, check, fine, look

_OWN = {"localhost", "127.0.0.1", "::1"}


def _is_public() -> bool:
    return urlsplit(settings.ORIGIN).hostname not in _OWN


@check("settings")
def origin() -> Found:
    if not _is_public() or settings.ORIGIN.startswith("https:"):
        yield fine(f"People reach the community at {settings.ORIGIN}.")
    else:
        yield broken(
            f"Passwords and sessions travel to {settings.ORIGIN} for everybody on the way to read.",
            "Put a web server with https in front, and set GROUNDSWELL_ORIGIN to the https address.",
        )


@check("settings")
def debug() -> Found:
    if settings.DEBUG and _is_public():
        yield broken(
            "Error pages show the inside of the software to everybody.", "Take GROUNDSWELL_DEBUG away."
        )


@check("settings")
def proxies() -> Found:
    if _is_public() and not settings.TRUSTED_PROXIES:
        yield look(
            "No proxy is trusted, so that all visitors seem to come from one address and share its limits.",
            "Set GROUNDSWELL_TRUSTED_PROXIES to the number of proxies in front, mostly 1.",
        )


@check("settings")
def secret_key() -> Found:
    file = places.secret_key_file()
    if not file.exists() or file.read_text().strip() != settings.SECRET_KEY:
        yield fine("The secret key comes from the environment; keep a copy of it with your backups.")
        return
    if stat.S_IMODE(file.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        yield broken(f"Other users of this machine can read {file}.", f"chmod 600 {file}")
    else:
        yield fine(f"The secret key stands in {file}, for its owner alone.")
