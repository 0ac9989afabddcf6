"""Computes the contrast of two OKLCH colours as WCAG 2 defines it, from Ottosson's OKLab (2020).

A colour outside of sRGB is shown by browsers in one of two ways: with its channels cut off, or with
less chroma. Both are computed, and the worse contrast counts.
"""

import math
import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path

TOKENS = Path(__file__).parents[1] / "static" / "ui" / "tokens.css"
_TOKEN = re.compile(r"^\s*--([\w-]+):\s*(.*);$", re.MULTILINE)
_COLOUR = re.compile(r"oklch\(([\d.]+)% ([\d.]+) (calc\(var\(--hue\) [+-] [\d.]+\)|var\(--hue\)|[\d.]+)\)")
_SHIFT = re.compile(r"calc\(var\(--hue\) ([+-]) ([\d.]+)\)")

Rgb = tuple[float, float, float]


@dataclass(frozen=True)
class Oklch:
    lightness: float
    chroma: float
    hue: str

    def at(self, theme: int) -> tuple[float, float, float]:
        """Lightness, chroma and hue in degrees under a community's theme."""
        if shift := _SHIFT.match(self.hue):
            return self.lightness, self.chroma, theme + float(shift[1] + shift[2])
        return self.lightness, self.chroma, theme if "var" in self.hue else float(self.hue)


def tokens(scope: str = "") -> dict[str, tuple[Oklch, Oklch]]:
    """Each colour token with its light and its dark colour; `scope` picks a media block that comes on top."""
    plain, *blocks = TOKENS.read_text("utf-8").split("@media ")
    found = _pairs(plain)
    for block in blocks:
        if scope and scope in block.split("{")[0]:
            found |= _pairs(block)
    return found


def _pairs(text: str) -> dict[str, tuple[Oklch, Oklch]]:
    pairs = {}
    for name, value in _TOKEN.findall(text):
        colours = [Oklch(float(light) / 100, float(c), h) for light, c, h in _COLOUR.findall(value)]
        if colours and value.startswith(("oklch", "light-dark(oklch")):
            pairs[name] = (colours[0], colours[-1])
    return pairs


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """The least contrast ratio over the ways in which the two colours may be shown."""
    return min(_ratio(a, b) for a, b in product(_shown(*one), _shown(*other)))


def _ratio(one: Rgb, other: Rgb) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(linear: Rgb) -> float:
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _shown(lightness: float, chroma: float, hue: float) -> tuple[Rgb, Rgb]:
    full = _linear(lightness, chroma, hue)
    return _clip(full), _clip(_linear(lightness, _chroma_inside(lightness, chroma, hue), hue))


def _chroma_inside(lightness: float, chroma: float, hue: float) -> float:
    low, high = 0.0, chroma
    if _is_inside(_linear(lightness, chroma, hue)):
        return chroma
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if _is_inside(_linear(lightness, middle, hue)) else (low, middle)
    return low


def _is_inside(colour: Rgb) -> bool:
    return all(-1e-4 <= channel <= 1 + 1e-4 for channel in colour)


def _clip(colour: Rgb) -> Rgb:
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in colour)
    return red, green, blue


def _linear(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
