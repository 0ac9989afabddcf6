"""Makes the icon sprite from the few Lucide icons that we use.

    python -m groundswell.ui.vendoring.icons FOLDER

FOLDER holds the unpacked package named in `vendor.toml`.
"""

import re
import sys
from pathlib import Path

from groundswell.ui.vendoring.manifest import FOLDER, integrity

ICONS = (
    "arrow-down", "bell", "check", "chevron-left", "chevron-right", "circle-check", "circle-x",
    "ellipsis", "eye-off", "flag", "hand-heart", "heart", "history", "house", "image", "info",
    "layers", "link", "lock", "log-out", "megaphone", "message-circle", "move", "pencil", "plus",
    "quote", "reply", "settings", "shield", "sparkles", "triangle-alert", "user", "user-plus",
    "users", "x",
)  # fmt: skip
_INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_SYMBOL = '<symbol id="{}" viewBox="0 0 24 24">{}</symbol>'
_SPRITE = '<svg xmlns="http://www.w3.org/2000/svg">\n{}\n</svg>\n'


def sprite(folder: Path) -> str:
    """The sprite; strokes and sizes come from CSS."""
    files = ((name, folder / "icons" / f"{name}.svg") for name in ICONS)
    return _SPRITE.format("\n".join(_symbol(name, file.read_text("utf-8")) for name, file in files))


def _symbol(name: str, text: str) -> str:
    inside = "".join(_INSIDE.findall(text))
    return _SYMBOL.format(name, " ".join(inside.split()))


def main(folder: str) -> None:
    (FOLDER / "icons.svg").write_text(sprite(Path(folder)), "utf-8")
    sys.stdout.write(f"icons.svg {integrity(FOLDER / 'icons.svg')}\n")


if __name__ == "__main__":
    main(sys.argv[1])
