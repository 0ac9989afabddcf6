"""What the operator may set, read once from the environment; every mistake is told at once."""

import os
import re
import secrets
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import dj_database_url
from environs import Env, EnvError

PACKAGE = Path(__file__).resolve().parent.parent
_LEAST_KEY = 40
# Three threads for pages, three that belong to the streams, and two to spare.
_CONNECTIONS = "8"
_HOST = re.compile(r"[a-z0-9.-]+|[0-9a-f:.]+")
_PORTS = {"http": 80, "https": 443}
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_KEPT = ("days", "weeks", "months")
_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Operator:
    """The operator's settings, checked. Each is described in docs/reference/settings.md."""

    package: Path
    home: Path
    origin: str
    hosts: list[str]
    database: Any
    database_connections: int
    secret_key: str
    debug: bool
    trusted_proxies: int
    backups: "Backups | None"


@dataclass(frozen=True, slots=True)
class Backups:
    """Where backups go by themselves, at which minute of the day (UTC), and how many of each are kept."""

    folder: Path
    at: time
    days: int
    weeks: int
    months: int


def read(env: Env) -> Operator:
    """Read and check the environment; raises EnvError with every mistake, one a line."""
    mistakes: list[str] = []
    tell = mistakes.append
    home = Path(env.str("GROUNDSWELL_HOME", default="") or PACKAGE.parent / "var").expanduser().absolute()
    origin = _origin(env.str("GROUNDSWELL_ORIGIN", default="") or "http://localhost:8000", tell)
    address = env.str("GROUNDSWELL_DATABASE_URL", default="")
    database = _database(address or f"sqlite:///{quote(str(home))}/groundswell.sqlite3", tell)
    connections = _count(
        "GROUNDSWELL_DATABASE_CONNECTIONS",
        env.str("GROUNDSWELL_DATABASE_CONNECTIONS", default="") or _CONNECTIONS,
        tell,
    )
    proxies = _count("GROUNDSWELL_TRUSTED_PROXIES", env.str("GROUNDSWELL_TRUSTED_PROXIES", default=""), tell)
    debug = _switch("GROUNDSWELL_DEBUG", env.str("GROUNDSWELL_DEBUG", default=""), tell)
    backups = _backups(env, tell)
    key = _secret_key(env.str("GROUNDSWELL_SECRET_KEY", default=""), home, tell)
    if mistakes:
        raise EnvError("\n".join(mistakes))
    return Operator(
        package=PACKAGE,
        home=home,
        origin=origin,
        hosts=_hosts(origin),
        database=database,
        database_connections=connections,
        secret_key=key,
        debug=debug,
        trusted_proxies=proxies,
        backups=backups,
    )


def database_at(url: str) -> dict[str, Any]:
    """What Django needs to know of the database at an address; raises EnvError where it is none of ours."""
    mistakes: list[str] = []
    found = _database(url, mistakes.append)
    if mistakes:
        raise EnvError(mistakes[0].replace("GROUNDSWELL_DATABASE_URL", "The address"))
    return found


def _origin(text: str, tell: Tell) -> str:
    """The address as browsers say it: small letters, no port where it is the usual one, nothing behind."""
    with suppress(ValueError):  # a port that is none
        parts = urlsplit(text.strip().rstrip("/").lower())
        is_plain = not (parts.path or parts.query or parts.fragment or parts.username)
        if parts.scheme in _PORTS and is_plain and _HOST.fullmatch(parts.hostname or ""):
            port = f":{parts.port}" if parts.port not in {None, _PORTS[parts.scheme]} else ""
            return f"{parts.scheme}://{_bracketed(parts.hostname or '')}{port}"
    tell(f"GROUNDSWELL_ORIGIN is an address such as https://example.org, not {text!r}.")
    return ""


def _hosts(origin: str) -> list[str]:
    name = _bracketed(urlsplit(origin).hostname or "")
    return [name, "127.0.0.1", "[::1]"] if name == "localhost" else [name]


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _database(url: str, tell: Tell) -> dict[str, Any]:
    """What Django needs to know; the address is never repeated, as it may hold a password."""
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    except ValueError:
        found = {"ENGINE": "", "NAME": ""}
    engine, name = str(found["ENGINE"]).rpartition(".")[2], str(found["NAME"])
    if engine == "postgresql" and name:
        found.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
        found["OPTIONS"].setdefault("application_name", "groundswell")
    elif engine == "sqlite3" and name and ":memory:" not in name:
        found["NAME"] = str(Path(name).absolute())
    else:
        tell(
            "GROUNDSWELL_DATABASE_URL is sqlite:////folder/file or postgresql://user:password@host/name;"
            " what stands there is neither."
        )
    return found


def _count(name: str, text: str, tell: Tell) -> int:
    if not text.strip():
        return 0
    if text.strip().isascii() and text.strip().isdigit():
        return int(text)
    tell(f"{name} is a whole number such as 0 or 1, not {text!r}.")
    return 0


def _backups(env: Env, tell: Tell) -> Backups | None:
    folder = env.str("GROUNDSWELL_BACKUPS", default="").strip()
    at = _time_of_day("GROUNDSWELL_BACKUPS_AT", env.str("GROUNDSWELL_BACKUPS_AT", default=""), tell)
    kept = env.str("GROUNDSWELL_BACKUPS_KEPT", default="").split() or ["7", "4", "6"]
    if (
        len(kept) != len(_KEPT)
        or not all(word.isascii() and word.isdigit() for word in kept)
        or kept[0] == "0"
    ):
        tell(
            "GROUNDSWELL_BACKUPS_KEPT is three whole numbers such as '7 4 6': days, weeks and months, "
            "and at least one day."
        )
        return None
    return Backups(Path(folder).expanduser().absolute(), at, *map(int, kept)) if folder else None


def _time_of_day(name: str, text: str, tell: Tell) -> time:
    found = _TIME.fullmatch(text.strip() or "03:30")
    if found is None:
        tell(f"{name} is a time of day in UTC such as 03:30, not {text!r}.")
        return time()
    return time(int(found[1]), int(found[2]))


def _switch(name: str, text: str, tell: Tell) -> bool:
    word = text.strip().lower()
    if word not in {*_YES, *_NO, ""}:
        tell(f"{name} is yes or no, not {text!r}.")
    return word in _YES


def _secret_key(given: str, home: Path, tell: Tell) -> str:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = given or _kept_key(home / "secret-key")
    except (OSError, UnicodeDecodeError) as trouble:
        tell(f"GROUNDSWELL_HOME must be a folder that can be written to; {home} is not ({trouble}).")
        return ""
    if len(key) < _LEAST_KEY:
        where = "GROUNDSWELL_SECRET_KEY" if given else f"The key in {home / 'secret-key'}"
        tell(f"{where} needs {_LEAST_KEY} characters or more.")
    return key


def _kept_key(file: Path) -> str:
    """A secret key made once, and put in place whole: of two who start at once both read the same."""
    if not file.exists():
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".secret-key-")
        try:
            with os.fdopen(handle, "w") as fresh:
                fresh.write(secrets.token_urlsafe(48))
            with suppress(FileExistsError):
                os.link(name, file)
        finally:
            Path(name).unlink()
    return file.read_text().strip()


def _read_or_exit() -> Operator:
    try:
        return read(Env())
    except EnvError as mistakes:
        sys.exit(f"Groundswell cannot start with these settings:\n{mistakes}")


operator = _read_or_exit()
