"""One stylesheet for the whole site: every feature's CSS files, joined in a fixed order.

A staticfiles finder offers the joined file as `groundswell.css`; `collectstatic` then hashes and
compresses it like any other. Cascade layers decide who wins, so the order
matters only for the first file, `_layers.css`.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage

NAME = "groundswell.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def sources() -> list[Path]:
    """The CSS files in order: this floor's first, then each feature's as it is listed in settings."""
    configs = sorted(apps.get_app_configs(), key=lambda app: app.label != "ui")
    return [path for app in configs for path in sorted((Path(app.path) / "static" / app.label).glob("*.css"))]


def joined() -> str:
    """The text of the whole stylesheet, without comments and indentation."""
    return "\n".join(text_of(path) for path in sources()) + "\n"


def within(page: str, rules: str) -> str:
    """A page that stands alone, with its style in its head."""
    return page.replace("</head>", f"<style>\n{rules}\n</style>\n</head>", 1)


def text_of(path: Path) -> str:
    """One file as it stands in the joined one, which is a folder higher up."""
    text = _COMMENT.sub("", path.read_text("utf-8")).replace('url("../', 'url("')
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


class JoinedStorage(FileSystemStorage):
    """A folder with one file, which is joined anew each time it is read."""

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        del mode
        return ContentFile(joined().encode(), name=name)


class Finder(BaseFinder):
    """Offers the joined stylesheet to `collectstatic` and to development servers."""

    def __init__(self, app_names: object = None, *args: object, **kwargs: object) -> None:
        del app_names, args, kwargs

    def check(self, **kwargs: Any) -> list[Any]:
        del kwargs
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: ANN401, FBT001, FBT002 - Django's
        del kwargs
        if path != NAME:
            return []
        target = _folder() / NAME
        target.write_text(joined(), "utf-8")
        return [str(target)] if find_all else str(target)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, JoinedStorage]]:
        del ignore_patterns
        self.find(NAME)
        yield NAME, JoinedStorage(_folder())


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="groundswell-css-"))
