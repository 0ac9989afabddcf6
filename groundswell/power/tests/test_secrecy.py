"""What is told to one person stands nowhere that others read, and in nothing that leaves the house."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from groundswell.config.command import main
from groundswell.kernel import clock
from groundswell.people.models import Member
from groundswell.power import actions, events
from groundswell.power.engine.catalogue import measures
from groundswell.power.tests.made import keep_standing, keep_weeks
from groundswell.power.tests.stories import LAST_END, crowd
from groundswell.spaces.gate import actor_for
from tests.plugins.cast import ClientFor
from tests.reading import page_of, words_of

pytestmark = pytest.mark.django_db
# A number that nothing else says by chance, as a page and as a program write it.
ODD, SAID = 987_654_321, ("987,654,321", "987654321")


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with clock.moved_to(clock.from_micros(LAST_END) + timedelta(days=1)):
        yield


@pytest.mark.slow
def test_nothing_of_it_is_in_the_readings_the_report_or_what_is_exported(
    ada: Member, cy: Member, client_for: ClientFor, tmp_path: Path
) -> None:
    others = Member.objects.bulk_create(Member(joined_at=clock.now()) for _ in range(38))
    crowd([cy, ada, *others])
    keep_weeks(2)
    keep_standing(cy, repliers=ODD)
    actions.look_at_standing(actor_for(ada), cy)
    assert SAID[0] in words_of(client_for(cy).get("/me/heard/"))  # so that the search is one that finds

    told = [page_of(client_for(ada).get(path)) for path in _shared_pages()]
    html = tmp_path / "report.html"
    told += [_run("power"), _run("power", "--json"), _run("power", "--html", str(html)), html.read_text()]

    assert len(told) == 2 * len(measures.names()) + 6
    assert not [each[:99] for each in told if any(said in each for said in SAID)]
    assert not [each[:99] for each in told if "influence" in each.lower() or "pagerank" in each.lower()]


def test_an_exported_ledger_does_not_say_who_looked(ada: Member, cy: Member, tmp_path: Path) -> None:
    crowd([cy, ada])
    actions.look_at_standing(actor_for(ada), cy)

    _run("ledger", "export", str(tmp_path / "lake"))

    with duckdb.connect() as lake:
        question = f"SELECT DISTINCT event FROM read_parquet('{tmp_path}/lake/entries/*.parquet')"  # noqa: S608
        found = {code for (code,) in lake.execute(question).fetchall()}
    assert found
    assert events.STANDING_SEEN.code not in found


def _shared_pages() -> list[str]:
    names = measures.names()
    return ["/power/", "/power/targets/", *(f"/power/{each}{end}" for each in names for end in ("/", ".csv"))]


def _run(*words: str) -> str:
    done = CliRunner().invoke(main, [*words])
    assert done.exit_code == 0, done.output
    return done.output
