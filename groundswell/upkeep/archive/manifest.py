"""What an archive says of itself."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from groundswell.upkeep.places import ERASED, MEDIA, SECRET_KEY
from groundswell.upkeep.refusals import Refused

NAME = "manifest.json"
FORMAT = 1
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
_SINGLE = {*DATABASES.values(), SECRET_KEY, ERASED}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_KEYS = {"format", "version", "made_at", "origin", "key", "vendor", "migrations", "counts", "files"}
Migrations = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the archive."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database held at the moment of the backup."""

    vendor: str
    migrations: Migrations
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The version that made it, when, of what, and every file with its size and digest.

    `key` is a mark of the secret key, from which nobody can tell the key.
    """

    version: str
    made_at: str
    origin: str
    key: str
    facts: Facts
    pieces: tuple[Piece, ...]

    def to_json(self) -> str:
        values = {
            "format": FORMAT,
            "version": self.version,
            "made_at": self.made_at,
            "origin": self.origin,
            "key": self.key,
            "vendor": self.facts.vendor,
            "migrations": sorted(self.facts.migrations),
            "counts": dict(self.facts.counts),
            "files": [asdict(piece) for piece in self.pieces],
        }
        return json.dumps(values, indent=1)


def read(text: str) -> Manifest:
    """The manifest in a text; Refused where it is none, or of a later format than this version knows."""
    try:
        values = json.loads(text)
        if isinstance(values, dict) and isinstance(values.get("format"), int) and values["format"] > FORMAT:
            raise Refused(
                f"This archive has format {values['format']}, and this version reads {FORMAT} at most. "
                "Restore it with the version that made it, or a newer one."
            )
        return _manifest(values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        raise Refused("The manifest of this archive cannot be read: it is damaged, or not ours.") from wrong


def mark_of_key(secret_key: str) -> str:
    """By which two secret keys are known to be the same, and from which neither is known."""
    return hashlib.sha256(f"groundswell.upkeep.key\n{secret_key}".encode()).hexdigest()[:32]


def is_fit_name(name: str) -> bool:
    """Whether a file of this name has a place in an archive, and none outside the folder it is put in."""
    if name in _SINGLE:
        return True
    first, *parts = name.split("/")
    is_plain = "\\" not in name and "\0" not in name
    return first == MEDIA and bool(parts) and is_plain and not {"", ".", ".."} & {*parts}


def _manifest(values: dict[str, Any]) -> Manifest:
    if set(values) != _KEYS or values["vendor"] not in DATABASES:
        raise ValueError(values)
    migrations = frozenset((str(app), str(name)) for app, name in values["migrations"])
    counts = {str(name): int(count) for name, count in values["counts"].items()}
    words = {name: str(values[name]) for name in ("version", "made_at", "origin", "key")}
    facts = Facts(values["vendor"], migrations, counts)
    return Manifest(**words, facts=facts, pieces=tuple(_piece(each) for each in values["files"]))


def _piece(values: dict[str, Any]) -> Piece:
    piece = Piece(str(values["name"]), int(values["size"]), str(values["sha256"]))
    if not is_fit_name(piece.name) or not _DIGEST.fullmatch(piece.sha256):
        raise ValueError(piece.name)
    return piece
