"""Makes the two typefaces: Latin and Latin Extended-A, and only the weights that the tokens use.

    python -m groundswell.ui.vendoring.fonts FOLDER

FOLDER holds the unpacked wheels of the packages named in `vendor.toml`. Fraunces is cut at one weight and one
optical size, because we set headings in nothing else; that halves it. Figtree keeps its weight axis.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from groundswell.ui.vendoring.manifest import FOLDER, integrity

LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B]
COMBINING = [0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x30A, 0x30B, 0x30C, 0x327, 0x328]
MARKS = [0x2C6, 0x2DA, 0x2DC, 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E]
SIGNS = [0x2020, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2122, 0x2212]
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum"]

FACES: dict[str, tuple[str, dict[str, float | tuple[float, float]]]] = {
    "fraunces.woff2": (
        "fontpkg_fraunces/files/Fraunces[SOFT,WONK,opsz,wght].ttf",
        {"opsz": 30, "SOFT": 0, "WONK": 0, "wght": 600},
    ),
    "figtree.woff2": ("fontpkg_figtree/files/Figtree[wght].ttf", {"wght": (400, 700)}),
}


def make(source: Path, target: Path, axes: dict[str, float | tuple[float, float]]) -> None:
    """Write one face as WOFF2."""
    options = subset.Options(layout_features=FEATURES, flavor="woff2", hinting=False)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS + COMBINING + MARKS + SIGNS)
    subsetter.subset(font)
    subset.save_font(instancer.instantiateVariableFont(font, axes), target, options)


def main(folder: str) -> None:
    for name, (source, axes) in FACES.items():
        make(Path(folder) / source, FOLDER / name, axes)
        sys.stdout.write(f"{name} {(FOLDER / name).stat().st_size} bytes {integrity(FOLDER / name)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
