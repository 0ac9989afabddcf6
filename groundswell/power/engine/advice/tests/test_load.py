"""Work that rests on one or two people is to be shared."""

import pytest

from groundswell.power.engine.advice.tests.make import known, load, measured, said
from groundswell.power.engine.catalogue.load import EFFECTIVE_ANSWERERS

pytestmark = pytest.mark.once


def test_two_who_give_half_of_the_answers_are_too_few() -> None:
    story = load(["jan"] * 12 + ["sam"] * 8 + ["mo"] * 6 + list("abcdefg") * 2)

    found = known(story, "share_load", [measured(story, EFFECTIVE_ANSWERERS)])

    assert (found.moves, found.people) == ("shared_load", 2)
    assert found.reason == {"people": 2, "share": 0.5, "answers": 40}
    # Whoever answered most of the others, then those who have been here longest.
    assert found.place.people == tuple(story.id(name) for name in ("mo", "a", "b", "c"))
    assert found.evidence.measure == "effective_answerers.v1"
    # 1 / the chance that two of forty are one person's: (66 + 28 + 15 + 7) of 780 pairs.
    assert found.evidence.numbers == {"effective": pytest.approx(780 / 116)}


def test_how_many_share_it_is_no_evidence_where_it_is_not_told() -> None:
    story = load(["jan"] * 6 + ["sam"] * 4 + ["mo"] * 3 + list("abcdefg"))

    found = known(story, "share_load", [measured(story, EFFECTIVE_ANSWERERS)])

    assert (found.people, found.reason["answers"]) == (2, 20)
    assert (found.evidence.measure, found.evidence.numbers) == ("", {})


@pytest.mark.parametrize(
    "by",
    [
        ["jan"] * 6 + ["sam"] * 3 + ["mo"] * 3 + list("abcdefgh"),
        ["jan"] * 12 + list("abcdefg"),
        [],
    ],
    ids=["two give nine of twenty", "of nineteen answers", "nobody answers"],
)
def test_less_than_half_or_too_few_answers_call_for_nothing(by: list[str]) -> None:
    assert said(load(by), "share_load") is None
