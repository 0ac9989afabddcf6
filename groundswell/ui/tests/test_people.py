"""Initials and hues."""

from collections import Counter

import pytest

from groundswell.kernel.ids import new_id
from groundswell.ui.people import HUES, hue, initials, short_name

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Rasa Simkutė", "RS"),
        ("ada", "A"),
        ("Maria del Carmen Ruiz", "MR"),
        ("李小龙", "李"),
        ("(the) Fixer", "F"),
        ("!!", "?"),
        ("", "?"),
    ],
)
def test_initials_of(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_a_hue_is_one_of_twelve_and_never_changes() -> None:
    ids = [new_id() for _ in range(1200)]

    counts = Counter(hue(one) for one in ids)

    assert set(counts) == set(range(HUES))
    assert hue(ids[0]) == hue(ids[0])
    assert max(counts.values()) < 2 * len(ids) / HUES


def test_a_short_name_is_the_first_word() -> None:
    assert [short_name("Tomasz Kowal"), short_name("Mo"), short_name(" ")] == ["Tomasz", "Mo", " "]
