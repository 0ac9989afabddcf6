"""How a title is drawn: its lines, its side, its letters and its colours."""

import io

import pytest
from PIL import Image

from groundswell.discovery.drawing import WIDTH, drawn, fitted, oklch, reads_from_the_right

pytestmark = pytest.mark.once

BLANK, NAME = "\u0645\u0631\u062d\u0628\u0627", "Riverbend"


def pixels(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def side_of_ink(png: bytes) -> str:
    """On which side of the upper part something is drawn; 'none' where it is bare."""
    upper = pixels(png).crop((0, 0, WIDTH, 440))
    ground = Image.new("RGB", upper.size, upper.getpixel((2, 2)))
    box = Image.composite(upper, ground, upper.convert("L").point(lambda each: 255 if each > 150 else 0))
    found = Image.eval(box.convert("L"), lambda each: 255 if each > 150 else 0).getbbox()
    if found is None:
        return "none"
    return "left" if found[0] < WIDTH - found[2] else "right"


@pytest.mark.parametrize(
    "title", ["Tea", "Who may plug it in first?", "How do we say no kindly to things that cannot be saved?"]
)
def test_the_lines_of_a_picture_are_about_as_long_as_each_other(title: str) -> None:
    face, lines = fitted(title)

    widths = [face.getlength(line) for line in lines]
    assert " ".join(lines) == title
    assert max(widths) <= 1032
    assert min(widths) > max(widths) / 2


def test_a_word_that_is_wider_than_the_picture_is_broken() -> None:
    face, lines = fitted("Donau" * 12 + " and back")

    assert "".join(lines).replace(" ", "") == "Donau" * 12 + "andback"
    assert max(face.getlength(line) for line in lines) <= 1032


@pytest.mark.parametrize(
    ("title", "name", "side"),
    [
        ("The drill", NAME, "left"),
        ("Simkutė’s drill 🎉", NAME, "left"),
        ("W" * 150, NAME, "left"),
        ("why " * 37, NAME, "left"),
        ("\u05e9\u05dc\u05d5\u05dd", NAME, "right"),
        (BLANK, NAME, "right"),
        ("日本語の題", NAME, "left"),
        ("🎉", NAME, "left"),
        (BLANK, BLANK, "none"),
    ],
)
def test_words_stand_on_the_side_on_which_they_begin(title: str, name: str, side: str) -> None:
    assert side_of_ink(drawn(title, name, 208)) == side


def test_letters_that_the_faces_lack_are_not_drawn_as_boxes() -> None:
    """Two titles of letters that are not there look the same, as neither is drawn."""
    assert drawn("日本語", NAME, 208) == drawn("한국어", NAME, 208)
    assert drawn("A 🎉 drill", NAME, 208) == drawn("A drill", NAME, 208)
    assert drawn("The drill", NAME, 208) != drawn("The saw", NAME, 208)


@pytest.mark.parametrize(
    ("text", "is_rtl"), [("a", False), ("1 \u05e9 a", True), ("\u0645", True), ("", False), ("12", False)]
)
def test_the_first_letter_with_a_direction_decides(text: str, *, is_rtl: bool) -> None:
    assert reads_from_the_right(text) is is_rtl


@pytest.mark.parametrize(
    ("colour", "rgb"),
    [((0.0, 0.0, 0), (0, 0, 0)), ((1.0, 0.0, 0), (255, 255, 255)), ((0.62796, 0.25768, 29.234), (255, 0, 0))],
)
def test_colours_are_those_of_css(colour: tuple[float, float, float], rgb: tuple[int, int, int]) -> None:
    """The last is CSS Color 4's own pair for red."""
    assert oklch(*colour) == rgb
