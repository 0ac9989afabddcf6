"""A follower is given each entry once, in order, whatever happens meanwhile."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.jobs.models import Schedule
from groundswell.kernel.ledger import Event, follow, follow_all, follower, followers, rewind
from groundswell.kernel.ledger.models import Entry, Follower
from groundswell.kernel.ledger.order import entries_after
from groundswell.kernel.tests.parallel import Elsewhere, together
from groundswell.kernel.tests.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
SUBJECT = Schedule(pk=7)


class Reader:
    """Remembers the subjects of the entries that it was given."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    def __call__(self, entries: Sequence[Entry]) -> None:
        self.seen += [entry.subject for entry in entries]

    def look(self, batch: int = 200) -> list[int]:
        """What has been seen after one more look."""
        follow("reader", self, batch=batch)
        return self.seen

    def read(self, count: int) -> list[int]:
        """What has been seen once there is this much; PostgreSQL waits for its other databases too."""
        wait_until(lambda: len(self.look()) >= count)
        return self.look()


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def _own_followers() -> Iterator[None]:
    known = dict(followers.followings._entries)
    followers.followings._entries.clear()
    yield
    followers.followings._entries.clear()
    followers.followings._entries.update(known)


def happen(event: Event, *subjects: int, imported: bool = False) -> None:
    with transaction.atomic():
        for subject in subjects:
            event.record(SYSTEM, Schedule(pk=subject), imported=imported)


def test_a_follower_is_given_each_entry_once_and_in_order(happened: Event, reader: Reader) -> None:
    happen(happened, 1, 2)
    assert reader.read(2) == [1, 2]

    happen(happened, 3)

    assert reader.read(3) == [1, 2, 3]


def test_a_follower_takes_one_batch_at_a_time(happened: Event, reader: Reader) -> None:
    happen(happened, 1, 2, 3)

    wait_until(lambda: reader.look(batch=2))

    assert reader.seen == [1, 2]
    assert reader.look(batch=2) == [1, 2, 3]


@pytest.mark.postgres
def test_an_entry_that_is_committed_late_is_not_lost(
    happened: Event, reader: Reader, elsewhere: Elsewhere
) -> None:
    elsewhere.begin()
    elsewhere.do(lambda: happened.record(SYSTEM, Schedule(pk=1)))
    happen(happened, 2)
    assert reader.look() == []

    elsewhere.commit()

    assert reader.read(2) == [1, 2]


@pytest.mark.postgres
def test_a_transaction_that_writes_late_is_waited_for(
    happened: Event, reader: Reader, elsewhere: Elsewhere
) -> None:
    elsewhere.begin()
    elsewhere.do(lambda: Schedule.objects.create(name="begun", next_at=clock.now()))
    happen(happened, 2)
    assert reader.look() == []

    elsewhere.do(lambda: happened.record(SYSTEM, Schedule(pk=3)))
    elsewhere.commit()
    happen(happened, 4)

    assert reader.read(3) == [3, 2, 4]


@pytest.mark.sqlite
def test_an_open_transaction_is_not_seen_before_it_is_committed(
    happened: Event, reader: Reader, elsewhere: Elsewhere
) -> None:
    happen(happened, 1)
    assert reader.read(1) == [1]
    elsewhere.begin()
    elsewhere.do(lambda: happened.record(SYSTEM, Schedule(pk=2)))
    assert reader.read(1) == [1]

    elsewhere.commit()
    happen(happened, 3)

    assert reader.read(3) == [1, 2, 3]


def test_writers_and_a_follower_at_the_same_time_lose_and_repeat_nothing(
    happened: Event, reader: Reader
) -> None:
    def act(number: int) -> None:
        for each in range(20):
            if number == 0:
                reader.look(batch=7)
            else:
                happen(happened, 100 * number + each)

    together(5, act)

    assert sorted(reader.read(80)) == [100 * number + each for number in range(1, 5) for each in range(20)]


def test_a_crash_between_the_work_and_the_position_repeats_the_batch(happened: Event, reader: Reader) -> None:
    def dies_at_the_end(entries: Sequence[Entry]) -> None:
        Schedule.objects.create(name="half done", next_at=clock.now())
        raise KeyboardInterrupt

    happen(happened, 1, 2)

    with pytest.raises(KeyboardInterrupt):
        wait_until(lambda: follow("reader", dies_at_the_end))

    assert not Schedule.objects.exists()
    assert reader.read(2) == [1, 2]


def test_imported_entries_are_for_those_who_ask(happened: Event, reader: Reader) -> None:
    happen(happened, 1)
    happen(happened, 2, imported=True)
    happen(happened, 3)
    asking = Reader()
    assert reader.read(2) == [1, 3]

    follow("asking", asking, imported=True)

    assert asking.seen == [1, 2, 3]


def test_passing_over_imported_entries_moves_on(happened: Event, reader: Reader) -> None:
    happen(happened, *range(5), imported=True)
    happen(happened, 6)

    wait_until(lambda: reader.look(batch=5))

    assert reader.seen == [6]


def test_a_follower_that_is_rewound_reads_all_again(happened: Event, reader: Reader) -> None:
    happen(happened, 1, 2)
    reader.read(2)

    rewind("reader")

    assert reader.read(4) == [1, 2, 1, 2]


def test_two_processes_do_not_follow_for_the_same_follower(
    happened: Event, reader: Reader, elsewhere: Elsewhere
) -> None:
    happen(happened, 1)
    reader.read(1)
    happen(happened, 2)
    others: list[int] = []

    def while_another_looks(entries: Sequence[Entry]) -> None:
        if connection.vendor == "postgresql":
            others.append(elsewhere.do(lambda: follow("reader", reader)))
        reader(entries)

    wait_until(lambda: follow("reader", while_another_looks))

    assert reader.seen == [1, 2]
    assert sum(others) == 0


@pytest.mark.usefixtures("_own_followers")
def test_a_follower_that_fails_rests_and_keeps_nobody_from_work(
    happened: Event, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    @follower("broken")
    def broken(entries: Sequence[Entry]) -> None:
        raise LookupError("no such thing")

    follower("reader")(reader)
    happen(happened, 1)

    wait_until(follow_all)

    assert reader.seen == [1]
    row = Follower.objects.get(name="broken")
    assert (row.failures, row.position) == (1, 0)
    assert "no such thing" in row.error
    assert follow_all() == 0
    assert Follower.objects.get(name="broken").failures == 1


@pytest.mark.usefixtures("_own_followers")
def test_a_follower_that_has_failed_is_tried_again_and_forgiven(happened: Event, reader: Reader) -> None:
    mended: list[bool] = []

    @follower("brittle")
    def brittle(entries: Sequence[Entry]) -> None:
        if not mended:
            raise LookupError
        reader(entries)

    happen(happened, 1)
    wait_until(lambda: follow_all() or Follower.objects.filter(failures=1))
    mended.append(True)

    with clock.moved_to(clock.now() + timedelta(seconds=6)):
        assert follow_all() == 1

    row = Follower.objects.get(name="brittle")
    assert (row.failures, row.rests_until, row.error) == (0, None, "")
    assert reader.seen == [1]


def test_the_way_to_the_next_entries_does_not_grow_with_the_ledger(happened: Event) -> None:
    happen(happened, *range(50))
    with CaptureQueriesContext(connection) as asked:
        assert entries_after(10**12, 25, 10) == []

    plans = [plan_of(query["sql"]) for query in asked.captured_queries]

    assert len(plans) == 2
    assert all(
        "entry_order" in plan and "SCAN" not in plan.upper().replace("INDEX SCAN", "") for plan in plans
    )


def plan_of(statement: str) -> str:
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which would rather read so small a table whole
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {statement}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
