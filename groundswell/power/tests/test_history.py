"""All that a measure ever said of a week, on its page and as CSV: what stands there twice, and for whom."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO

import pytest

from groundswell.kernel import clock
from groundswell.people.models import Member
from groundswell.power import actions
from groundswell.power.models import Taking
from groundswell.power.tests.made import keep_weeks, result
from groundswell.power.worker.keeping import Found, keep
from groundswell.power.worker.weeks import Due
from groundswell.spaces.gate import actor_for
from tests.plugins.cast import ClientFor
from tests.reading import words_of

pytestmark = pytest.mark.django_db
CSV = "/power/answered_in_a_day.csv"


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with clock.moved_to(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        yield


def test_a_week_read_again_stands_there_twice(ada: Member, client_for: ClientFor) -> None:
    last = keep_weeks(1)
    keep(Due(last, Taking.Reason.TOUCHED), [Found(result(last, value=0.5), "answering")], read_at=last)

    words = words_of(client_for(ada).get("/power/answered_in_a_day/"))
    lines = list(csv.DictReader(StringIO(client_for(ada).get(CSV).content.decode())))

    assert "an import touched this week" in words
    told = [(line["week_end"], line["value"], line["revision"], line["reason"]) for line in lines]
    assert told == [
        ("2026-11-23T00:00:00Z", "0.62", "1", ""),
        ("2026-11-23T00:00:00Z", "0.5", "2", "touched"),
    ]


def test_what_is_said_first_is_no_correction_in_whichever_part_of_the_reading_it_comes(
    ada: Member, client_for: ClientFor
) -> None:
    """A week is kept in up to three parts; what one measure says in the third, it says for the first time."""
    last, touched = keep_weeks(1), Taking.Reason.TOUCHED
    for reason, value in (("", 4.0), (touched, 4.0), (touched, 5.0)):
        keep(Due(last, reason), [Found(result(last, "shared_load.v1", value))], read_at=last)
    keep(Due(last, touched), [Found(result(last, "kept.v1"))], read_at=last)

    def told(measure: str) -> list[tuple[str, ...]]:
        lines = csv.DictReader(StringIO(client_for(ada).get(f"/power/{measure}.csv").content.decode()))
        return [(line["value"], line["revision"], line["reason"]) for line in lines]

    assert told("shared_load") == [("4.0", "1", ""), ("5.0", "2", "touched")]
    assert told("kept") == [("0.62", "1", "")]
    assert "an import touched this week" not in words_of(client_for(ada).get("/power/kept/"))
    assert words_of(client_for(ada).get("/power/shared_load/")).count("an import touched this week") == 1


def test_members_do_not_see_what_those_changed_who_came_late(
    ada: Member, cy: Member, client_for: ClientFor
) -> None:
    """Two revisions of one week side by side were the one person whose posts an import had brought."""
    last = keep_weeks(2)
    keep(Due(last, Taking.Reason.TOUCHED), [Found(result(last, value=0.5), "answering")], read_at=last + 1)
    actions.open_power_to_members(actor_for(ada))
    client = client_for(cy)

    words = words_of(client.get("/power/answered_in_a_day/"))
    lines = list(csv.DictReader(StringIO(client.get(CSV).content.decode())))

    assert "the later stands here" in words
    assert [(line["value"], line["revision"]) for line in lines] == [("0.5", "2"), ("0.62", "1")]
