"""The page for when no node answers: a web server in front shows it from a file, with its style within."""

import re
from pathlib import Path

from django.template.loader import get_template

from groundswell.ui import stylesheet

NAME = "no-node.html"
_STYLES = ("_layers", "reset", "tokens", "base", "layout", "heading", "button", "icon", "empty", "wave")
_FOLDER = Path(__file__).parent / "static" / "ui"
_FONT = re.compile(r"@font-face [^}]*}\n")


def page() -> str:
    """Our template, with as much of our style as it needs and no file beside it."""
    rules = "\n".join(stylesheet.text_of(_FOLDER / f"{name}.css") for name in _STYLES)
    page = get_template("ui/errors/502.html").render().strip()
    return stylesheet.within(page, _FONT.sub("", rules)) + "\n"
