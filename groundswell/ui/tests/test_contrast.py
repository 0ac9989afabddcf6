"""WCAG 2.2 AA over the whole circle of hues, light, dark and with more contrast."""

import pytest

from groundswell.ui.people import HUES
from groundswell.ui.tests.colours import contrast, tokens

GROUNDS = ("paper", "card", "sunken")
WORDS = [(word, ground) for word in ("ink", "ink-2", "ink-3") for ground in GROUNDS]
SIGNS = ("swell", "sun-ink", "good", "warn", "bad")
WORDS += [(word, ground) for word in SIGNS for ground in GROUNDS]
WORDS += [(word, f"{word}-wash") for word in ("swell", "good", "warn", "bad")]
WORDS += [
    ("sun-ink", "sun-wash"),
    ("swell-ink", "swell-wash"),
    ("ink-2", "swell-wash"),
    ("ink", "swell-wash"),
]
WORDS += [("ink", f"{state}-wash") for state in ("sun", "good", "warn", "bad")]
WORDS += [("on-act", "act"), ("on-act", "act-hover"), ("on-sun", "sun")]
WORDS += [(word, ground) for word in ("on-deep", "on-deep-2") for ground in ("deep", "deep-2")]
WORDS += [("on-avatar", f"avatar-{n}") for n in range(HUES)]
SHAPES = [("edge", ground) for ground in ("paper", "card")]
SHAPES += [("focus", ground) for ground in GROUNDS] + [("sun", "deep")]

AA_WORDS, AA_SHAPES, AAA_WORDS = 4.5, 3.0, 7.0


def least(word: str, ground: str, scope: str = "") -> float:
    """The least contrast of a pair over all hues, in light and in dark."""
    found = tokens(scope)
    pairs = zip(found[word], found[ground], strict=True)
    return min(contrast(w.at(hue), g.at(hue)) for w, g in pairs for hue in range(0, 360, 5))


@pytest.mark.parametrize(("word", "ground"), WORDS)
def test_words_can_be_read_in_every_hue(word: str, ground: str) -> None:
    assert least(word, ground) >= AA_WORDS


@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_edges_and_focus_can_be_seen_in_every_hue(shape: str, ground: str) -> None:
    assert least(shape, ground) >= AA_SHAPES


@pytest.mark.parametrize(("word", "ground"), WORDS[:24])
def test_more_contrast_is_more(word: str, ground: str) -> None:
    assert least(word, ground, "prefers-contrast") >= AAA_WORDS


def test_black_on_white_is_21() -> None:
    assert round(contrast((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)), 2) == 21.0
