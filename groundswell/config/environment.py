"""What the operator may set, read once from the environment; every mistake is told at once."""

import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from environs import Env, EnvError

PACKAGE = Path(__file__).resolve().parent.parent
_LEAST_KEY = 40


@dataclass(frozen=True, slots=True)
class Operator:
    """The operator's settings, checked. Each is described in docs/reference/settings.md."""

    package: Path
    home: Path
    origin: str
    hosts: list[str]
    database: Any
    secret_key: str
    debug: bool
    trusted_proxies: int


def read(env: Env) -> Operator:
    """Read and check the environment; raises EnvError with every mistake, one a line."""
    home: Path = env.path("GROUNDSWELL_HOME", default=PACKAGE.parent / "var").absolute()
    origin: str = env.str("GROUNDSWELL_ORIGIN", default="http://localhost:8000").rstrip("/")
    database: str = env.str("GROUNDSWELL_DATABASE_URL", default=f"sqlite:///{home}/groundswell.sqlite3")
    proxies: int = env.int("GROUNDSWELL_TRUSTED_PROXIES", default=0)
    debug: bool = env.bool("GROUNDSWELL_DEBUG", default=False)
    secret: str = env.str("GROUNDSWELL_SECRET_KEY", default="")
    mistakes = [*_origin_mistakes(origin), *_database_mistakes(database)]
    if secret and len(secret) < _LEAST_KEY:
        mistakes.append(f"GROUNDSWELL_SECRET_KEY needs {_LEAST_KEY} characters or more.")
    if mistakes:
        raise EnvError("\n".join(mistakes))
    return Operator(
        package=PACKAGE,
        home=home,
        origin=origin,
        hosts=_hosts(origin),
        database=dj_database_url.parse(database, conn_max_age=600, conn_health_checks=True),
        secret_key=secret or _kept_key(home),
        debug=debug,
        trusted_proxies=proxies,
    )


def _origin_mistakes(origin: str) -> list[str]:
    parts = urlsplit(origin)
    if parts.scheme in {"http", "https"} and parts.hostname and not parts.path:
        return []
    return [f"GROUNDSWELL_ORIGIN is an address such as https://example.org, not {origin!r}."]


def _database_mistakes(url: str) -> list[str]:
    if url.split(":", 1)[0] in {"sqlite", "postgres", "postgresql"}:
        return []
    return ["GROUNDSWELL_DATABASE_URL begins with sqlite:/// or postgres://."]


def _hosts(origin: str) -> list[str]:
    host = urlsplit(origin).hostname or ""
    return [host, "127.0.0.1", "[::1]"] if host == "localhost" else [host]


def _kept_key(home: Path) -> str:
    """A secret key made once and kept where the community's data is."""
    file = home / "secret-key"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text().strip()


def _read_or_exit() -> Operator:
    try:
        return read(Env())
    except EnvError as mistakes:
        sys.exit(f"Groundswell cannot start with these settings:\n{mistakes}")


operator = _read_or_exit()
