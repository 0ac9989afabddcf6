"""Whatever is cached about rights is of one epoch, and a bump makes it stale everywhere."""

import threading

import pytest
from django.db import transaction

from groundswell.kernel import epoch
from groundswell.kernel.jobs.models import Schedule
from groundswell.kernel.tests.parallel import Elsewhere, together

pytestmark = pytest.mark.django_db(transaction=True)


class Loader:
    """A right as it stands in the database: how many schedules there are. Counts its own calls."""

    def __init__(self) -> None:
        self.calls = 0
        self.cached = epoch.per_epoch(self.load)

    def load(self, *names: object, **more: object) -> int:
        del names, more
        self.calls += 1
        return Schedule.objects.count()


@pytest.fixture
def loader() -> Loader:
    return Loader()


def change() -> None:
    Schedule.objects.create(name=f"{Schedule.objects.count()}", next_at="2026-01-01T00:00:00Z")
    epoch.bump()


class Undone(Exception):
    pass


@transaction.atomic
def change_and_fail(look: Loader) -> None:
    change()
    assert look.cached() == 1
    raise Undone


def test_an_answer_is_kept_until_the_epoch_moves(loader: Loader) -> None:
    assert [loader.cached(), loader.cached(), loader.calls] == [0, 0, 1]

    change()

    assert [loader.cached(), loader.cached(), loader.calls] == [1, 1, 2]


def test_answers_are_kept_by_what_was_asked(loader: Loader) -> None:
    loader.cached("a", b=1, c=2)
    loader.cached("a", c=2, b=1)
    loader.cached("b", b=1, c=2)

    assert loader.calls == 2


def test_functions_do_not_answer_for_each_other() -> None:
    first, second = epoch.per_epoch(lambda: "first"), epoch.per_epoch(lambda: "second")

    assert (first(), second(), first()) == ("first", "second", "first")


def test_that_there_is_nothing_is_kept_too() -> None:
    calls: list[None] = []
    nothing = epoch.per_epoch(lambda: calls.append(None))

    assert (nothing(), nothing()) == (None, None)
    assert len(calls) == 1


def test_a_bump_that_is_rolled_back_leaves_nothing_in_the_cache(loader: Loader) -> None:
    before = epoch.stored()
    with pytest.raises(Undone):
        change_and_fail(loader)
    epoch.pin(None)
    assert (epoch.stored(), loader.cached()) == (before, 0)

    change()

    assert loader.cached() == 1


def test_what_is_read_before_the_commit_is_not_kept(loader: Loader) -> None:
    with transaction.atomic():
        change()
        assert loader.cached() == 1
        Schedule.objects.create(name="after the bump", next_at="2026-01-01T00:00:00Z")

    assert loader.cached() == 2


def test_a_number_is_never_given_twice() -> None:
    seen = set()
    for _ in range(20):
        epoch.bump()
        seen.add(epoch.stored())

    assert len(seen) == 20


def test_a_request_stays_in_the_epoch_in_which_it_began(elsewhere: Elsewhere, loader: Loader) -> None:
    epoch.pin(epoch.stored())
    assert loader.cached() == 0

    elsewhere.do(change)

    assert loader.cached() == 0
    epoch.pin(None)
    assert loader.cached() == 1


def test_a_bump_is_seen_by_others_when_it_is_committed(elsewhere: Elsewhere) -> None:
    before = epoch.current()
    elsewhere.begin()
    elsewhere.do(epoch.bump)
    assert epoch.current() == before

    elsewhere.commit()

    assert epoch.current() != before


def test_a_bump_ends_the_pin_of_the_one_who_bumps(loader: Loader) -> None:
    epoch.pin(epoch.stored())
    loader.cached()

    change()

    assert loader.cached() == 1


def test_many_may_bump_at_once_even_the_first_time() -> None:
    together(8, lambda _: change_once())

    assert epoch.Epoch.objects.count() == 1


def change_once() -> None:
    with transaction.atomic():
        epoch.bump()


def test_threads_in_different_epochs_do_not_mix_their_answers() -> None:
    turn = threading.Barrier(4)
    answer = epoch.per_epoch(epoch.current)

    def act(number: int) -> bool:
        turn.wait(30)
        right = True
        for each in range(500):
            epoch.pin(1 + (number + each) % 2)
            right = right and answer() == epoch.current()
        epoch.pin(None)
        return right

    assert together(4, act) == [True] * 4


def test_a_cache_does_not_grow_without_end() -> None:
    same = epoch.per_epoch(lambda number: number)
    epoch.pin(1)

    for number in range(10_000):
        assert same(number) == number

    assert len(epoch._caches[-1].answers(1)) <= 4096


def test_a_new_epoch_lets_go_of_the_old_answers() -> None:
    same = epoch.per_epoch(lambda number: number)
    for number in range(3):
        epoch.pin(number)
        same(number)

    assert len(epoch._caches[-1].answers(2)) == 1
