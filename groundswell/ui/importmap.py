"""The import map: bare module names to hashed addresses, and its hash for the Content-Security-Policy.

Every `static/<feature>/elements/<name>.js` is a module `<name>`; vendored modules are named in `vendor.toml`.
"""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path

from django.apps import apps
from django.templatetags.static import static
from django.utils.functional import lazy

from groundswell.ui.vendoring.manifest import vendored


def files() -> dict[str, str]:
    """Module names and their static paths, vendored ones first."""
    found = {item.module: f"vendor/{item.file}" for item in vendored() if item.module}
    for app in apps.get_app_configs():
        folder = Path(app.path) / "static" / app.label / "elements"
        found |= {path.stem: f"{app.label}/elements/{path.name}" for path in sorted(folder.glob("*.js"))}
    return found


@cache
def content() -> str:
    """The JSON that stands in the page; the same bytes for the life of the process."""
    addresses = {name: static(path) for name, path in files().items()}
    return json.dumps({"imports": addresses}, separators=(",", ":"))


@cache
def csp_source() -> str:
    """The source expression that allows exactly this map: `'sha256-…'`."""
    digest = hashlib.sha256(content().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


# Settings name it before the apps are ready.
importmap_hash = lazy(csp_source, str)()


def address(name: str) -> str:
    """The hashed address of one module."""
    found: str = json.loads(content())["imports"][name]
    return found
