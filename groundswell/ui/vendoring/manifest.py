"""Reads `static/vendor/vendor.toml`, and checks each file against the integrity written there."""

import base64
import hashlib
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "static" / "vendor"
RECORDS = {"vendor.toml"}


@dataclass(frozen=True, slots=True)
class Vendored:
    """One file of somebody else's; `made_by` names the module that made it, if we changed it."""

    file: str
    name: str
    version: str
    licence: str
    licence_file: str
    package: str
    integrity: str
    module: str = ""
    made_by: str = ""


@cache
def vendored() -> tuple[Vendored, ...]:
    """Every vendored file in the order of the manifest."""
    manifest = tomllib.loads((FOLDER / "vendor.toml").read_text("utf-8"))
    return tuple(Vendored(**item) for item in manifest["file"])


def integrity(path: Path) -> str:
    """The file's subresource integrity, `sha384-…`."""
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def faults() -> list[str]:
    """One sentence for each file that is changed, missing, unrecorded or without its licence."""
    items = vendored()
    changed = [f"{i.file} is not what vendor.toml records." for i in items if _differs(i)]
    unlicensed = [f"{i.licence_file} is missing." for i in items if not (FOLDER / i.licence_file).is_file()]
    known = RECORDS | {i.file for i in items} | {i.licence_file for i in items}
    found = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file()}
    return changed + unlicensed + [f"{name} is not in vendor.toml." for name in sorted(found - known)]


def _differs(item: Vendored) -> bool:
    path = FOLDER / item.file
    return not path.is_file() or integrity(path) != item.integrity


def main() -> int:
    """Print the faults; the exit code is 1 if there are any (`make vendor-check`)."""
    found = faults() or [f"vendor: {len(vendored())} files are what vendor.toml records."]
    sys.stdout.write("\n".join(found) + "\n")
    return 1 if faults() else 0


if __name__ == "__main__":
    raise SystemExit(main())
