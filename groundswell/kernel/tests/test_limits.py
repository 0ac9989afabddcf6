"""So many and no more, however many ask at once and however they dress up."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from groundswell.kernel import clock
from groundswell.kernel.actor import Actor, ActorKind
from groundswell.kernel.errors import Throttled
from groundswell.kernel.limits import Tally, limited, network_of, parse_rate, spend
from groundswell.kernel.tests.parallel import together

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def passes(key: str, rate: str) -> bool:
    try:
        spend(key, rate)
    except Throttled:
        return False
    return True


@pytest.mark.django_db
def test_so_many_pass_and_no_more() -> None:
    with clock.moved_to(NOON):
        assert [passes("reply:7", "3/10m") for _ in range(5)] == [True, True, True, False, False]
        assert passes("reply:8", "3/10m")


@pytest.mark.django_db
def test_the_next_window_counts_anew() -> None:
    with clock.moved_to(NOON):
        assert [passes("a", "1/10m"), passes("a", "1/10m")] == [True, False]

    with clock.moved_to(NOON + timedelta(minutes=10)):
        assert passes("a", "1/10m")


@pytest.mark.django_db
def test_the_refusal_says_how_long_to_wait() -> None:
    with clock.moved_to(NOON + timedelta(minutes=8, seconds=30)):
        spend("a", "1/10m")
        with pytest.raises(Throttled) as refused:
            spend("a", "1/10m")

    assert refused.value.seconds == 90


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("most", [1, 7, 20])
def test_of_many_at_once_exactly_so_many_pass(most: int) -> None:
    def act(number: int) -> bool:
        with clock.moved_to(NOON):
            return passes("rush", f"{most}/1h")

    assert sum(together(20, act)) == most
    assert Tally.objects.get().count == most


@pytest.mark.django_db(transaction=True)
def test_a_count_within_a_transaction_that_could_take_it_back_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        spend("a", "1/1m")


@pytest.mark.django_db
def test_the_table_holds_no_address() -> None:
    spend("reply:net:203.0.113.9", "5/1m")

    assert "203.0.113.9" not in str(Tally.objects.values().get())


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["x" * 5000, "nul\0", "\N{BROKEN HEART}", "\ufffe"])
def test_any_key_can_be_counted(key: str) -> None:
    assert [passes(key, "1/1m"), passes(key, "1/1m")] == [True, False]


@pytest.mark.parametrize("rate", ["", "5", "5/", "0/1m", "5/0m", "5/1w", "-1/1m", "5/1m ", "a/1m"])
def test_what_is_no_rate_fails_where_it_is_written(rate: str) -> None:
    with pytest.raises(ValueError, match="is not a rate"):
        limited("reply", rate)


def test_a_rate_is_so_many_in_so_many_seconds() -> None:
    assert [parse_rate(rate) for rate in ("20/10m", "5/h", "1/30s", "2/7d")] == [
        (20, 600),
        (5, 3600),
        (1, 30),
        (2, 604_800),
    ]


def requested(address: str, forwarded: str | None = None) -> Any:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2::3", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::3", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("localhost", "unknown"),
    ],
)
def test_a_network_is_an_address_or_a_64(address: str, network: str) -> None:
    assert network_of(requested(address)) == network


@pytest.mark.parametrize(
    ("hops", "forwarded", "network"),
    [
        (0, "198.51.100.1", "203.0.113.9"),
        (1, None, "203.0.113.9"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.9.8.7, 198.51.100.1", "198.51.100.1"),
        (1, "10.9.8.7,evil, 2001:db8::5", "2001:db8::/64"),
        (2, "10.9.8.7, 198.51.100.1, 192.0.2.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.9"),
        (1, "198.51.100.1, ", "203.0.113.9"),
        (1, "198.51.100.1, <script>", "unknown"),
    ],
)
def test_only_our_own_proxies_are_believed(
    settings: Any, hops: int, forwarded: str | None, network: str
) -> None:
    settings.TRUSTED_PROXIES = hops

    assert network_of(requested("203.0.113.9", forwarded)) == network


@limited("knock", "1/1h")
def knock(request: Any) -> HttpResponse:
    return HttpResponse("Come in.")


@pytest.mark.django_db
def test_a_visitor_counts_as_their_network() -> None:
    knock(requested("2001:db8::1"))

    with pytest.raises(Throttled):
        knock(requested("2001:db8::2"))
    knock(requested("2001:db8:0:1::1"))


@pytest.mark.django_db
def test_a_member_counts_as_themselves() -> None:
    def by(member: int) -> Any:
        request = requested("203.0.113.9")
        request.actor = Actor(ActorKind.PERSON, member)
        return request

    knock(by(1))
    knock(by(2))

    with pytest.raises(Throttled):
        knock(by(1))


@pytest.mark.django_db
def test_only_looking_is_not_counted() -> None:
    for _ in range(3):
        knock(RequestFactory().get("/"))

    assert not Tally.objects.exists()
