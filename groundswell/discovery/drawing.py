"""Draws a title on a picture of 1200 by 630 pixels, with the typefaces of the pages.

They hold Latin letters alone. Of a title with letters of another script nothing is drawn, rather than
empty boxes: the community's name stands there instead, or the wave alone, on the side where the title
would begin.
"""

import io
import math
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
_MARGIN, _FLOOR = 84, 500
_ROOM = WIDTH - 2 * _MARGIN
_SIZES = (92, 84, 76, 68, 60, 52)
_LEADING = 1.18
_COLOURS = 48
_STRAIGHT = 0.0031308
_NOWHERE = "\U0010fffe"  # a noncharacter: drawn as whatever stands for what a face lacks
Colour = tuple[int, int, int]
Face = ImageFont.FreeTypeFont


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is written, and from which side."""

    face: Face
    colour: Colour
    is_rtl: bool

    def write(self, pen: ImageDraw.ImageDraw, text: str, top: float) -> None:
        x, anchor = (WIDTH - _MARGIN, "ra") if self.is_rtl else (_MARGIN, "la")
        pen.text((x, top), text, fill=self.colour, font=self.face, anchor=anchor)


def drawn(title: str, name: str, hue: int) -> bytes:
    """The picture as PNG, some 15 kB."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), oklch(0.34, 0.075, hue))
    pen = ImageDraw.Draw(picture)
    _wave(pen, hue)
    is_rtl = reads_from_the_right(title)
    head, foot = _drawable(title), _drawable(name)
    if head is None:
        head, foot = foot, None
    if head:
        _headline(pen, head, is_rtl=is_rtl)
    if foot:
        look = Look(_face("figtree", 38), oklch(0.91, 0.03, hue), is_rtl=is_rtl)
        look.write(pen, foot, _FLOOR + 40)
    out = io.BytesIO()
    picture.quantize(_COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def reads_from_the_right(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    sides = (unicodedata.bidirectional(letter) for letter in text)
    return next((side in {"R", "AL"} for side in sides if side in {"L", "R", "AL"}), False)


def oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """A colour of the theme in sRGB, by Ottosson's OKLab (2020); what lies outside is cut off."""
    a, b = (chroma * turn(math.radians(hue)) for turn in (math.cos, math.sin))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (_channel(each) for each in linear)
    return red, green, blue


def _channel(linear: float) -> int:
    """One channel of sRGB (IEC 61966-2-1): a straight piece near black, then a curve."""
    bounded = min(max(linear, 0.0), 1.0)
    curved = 12.92 * bounded if bounded <= _STRAIGHT else 1.055 * bounded ** (1 / 2.4) - 0.055
    return round(curved * 255)


def _wave(pen: ImageDraw.ImageDraw, hue: int) -> None:
    """The swell along the foot, in two colours."""
    for height, reach, colour in (
        (_FLOOR, 0.0, oklch(0.42, 0.085, hue - 14)),
        (606, 2.2, oklch(0.49, 0.105, hue)),
    ):
        top = [(x, height + 16 * math.sin(x / 190 + reach)) for x in range(0, WIDTH + 10, 10)]
        pen.polygon([(0, HEIGHT), *top, (WIDTH, HEIGHT)], fill=colour)


def _headline(pen: ImageDraw.ImageDraw, text: str, *, is_rtl: bool) -> None:
    """The text as large as it fits, from the middle of its room; one that never fits is cut."""
    face, lines = fitted(text)
    look = Look(face, oklch(0.98, 0.012, 85), is_rtl=is_rtl)
    step = face.size * _LEADING
    top = _MARGIN + max(0.0, (_FLOOR - _MARGIN - 40 - step * len(lines)) / 2)
    for place, line in enumerate(lines):
        look.write(pen, line, top + place * step)


def fitted(text: str) -> tuple[Face, Sequence[str]]:
    """The face in its size and the lines, which are about as long as each other: no word is left alone."""
    for size in _SIZES:
        face = _face("fraunces", size)
        words = list(_words(text, face))
        lines = _lines(words, face, _ROOM)
        most = int((_FLOOR - _MARGIN - 40) / (size * _LEADING))
        if len(lines) <= most:
            return face, _balanced(words, face, len(lines))
    return face, [*lines[: most - 1], f"{lines[most - 1].rstrip('.,;: ')}…"]


def _balanced(words: Sequence[str], face: Face, count: int) -> Sequence[str]:
    """So many lines, in the narrowest room that takes no more."""
    room = bisect_left(range(_ROOM), -count, key=lambda width: -len(_lines(words, face, width)))
    return _lines(words, face, room)


def _lines(words: Sequence[str], face: Face, room: int) -> Sequence[str]:
    """The words in lines that are no wider than their room, but for a word that is."""
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if face.getlength(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _words(text: str, face: Face) -> Iterator[str]:
    """A word that is wider than the picture has room is broken."""
    for word in text.split():
        rest = word
        while face.getlength(rest) > _ROOM:
            end = next(end for end in range(len(rest), 0, -1) if face.getlength(rest[:end]) <= _ROOM)
            yield rest[:end]
            rest = rest[end:]
        yield rest


def _drawable(text: str) -> str | None:
    """The text without signs that the face lacks; None where it lacks a letter, or nothing is left."""
    kept = []
    for letter in text:
        if letter.isspace() or _is_in_face(letter):
            kept.append(letter)
        elif unicodedata.category(letter)[0] in "LMN":
            return None
    return " ".join("".join(kept).split()) or None


@lru_cache(maxsize=4_096)
def _is_in_face(letter: str) -> bool:
    face = _face("fraunces", 20)
    return bytes(face.getmask(letter)) != bytes(face.getmask(_NOWHERE))


def _face(name: str, size: int) -> Face:
    """A face of our own. Each drawing opens it anew: one that is open is not for two threads."""
    return ImageFont.truetype(_file(name), size)


@cache
def _file(name: str) -> Path:
    return Path(str(finders.find(f"vendor/{name}.woff2")))
