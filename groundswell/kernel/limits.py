"""Rate limits, counted in a table that all processes share and outside the request's transaction.

A view is limited by a name and a rate: `@limited("reply", "20/10m")`. A member counts as themselves;
a visitor counts as their network (IPv4 address, IPv6 /64). The table holds no address: keys are veiled.
"""

import ipaddress
import re
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.crypto import salted_hmac

from groundswell.kernel import clock
from groundswell.kernel.errors import Throttled
from groundswell.kernel.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_RATE = re.compile(r"([1-9]\d*)/([1-9]\d*)?([smhd])")
_SAFE = {"GET", "HEAD", "OPTIONS"}
# One statement, so that a hundred processes count as one: it adds while there is room, and says if it did.
_COUNT = """
    INSERT INTO kernel_tally (key, "window", count, expires) VALUES (%s, %s, 1, %s)
    ON CONFLICT (key, "window") DO UPDATE SET count = kernel_tally.count + 1 WHERE kernel_tally.count < %s
    RETURNING count
"""


class Tally(models.Model):
    """How often one key did one thing in one window. `expires` is in seconds since 1970."""

    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)
    expires = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


def parse_rate(rate: str) -> tuple[int, int]:
    """`"20/10m"` → (20, 600): so many in so many seconds."""
    match = _RATE.fullmatch(rate)
    if match is None:
        raise ValueError(f"{rate!r} is not a rate such as 20/10m.")
    return int(match[1]), int(match[2] or 1) * _UNITS[match[3]]


def spend(key: str, rate: str) -> None:
    """Count one act under `key`, or raise `Throttled` when the window is full.

    A count that a failing request took back with it would be no limit: inside a transaction this is an error.
    """
    most, seconds = parse_rate(rate)
    window, elapsed = divmod(int(clock.now().timestamp()), seconds)
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_COUNT, [_veiled(f"{key} {rate}"), window, (window + 1) * seconds, most])
        has_room = cursor.fetchone() is not None
    if not has_room:
        raise Throttled(seconds - elapsed)


def network_of(request: HttpRequest) -> str:
    """The visitor's network: an IPv4 address, or the /64 of an IPv6 one, as our own proxy told it."""
    try:
        address = ipaddress.ip_address(_told_address(request))
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.IPv6Network((int(address), 64), strict=False))
    return str(address)


def _told_address(request: HttpRequest) -> str:
    """Each of our proxies adds the address that it saw to the end; what stands before is hearsay."""
    peer: str = request.META.get("REMOTE_ADDR", "")
    hops: int = settings.TRUSTED_PROXIES
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    told = forwarded[-hops].strip() if 0 < hops <= len(forwarded) else ""
    return told or peer


def _veiled(key: str) -> str:
    return salted_hmac("groundswell.kernel.limits", key, algorithm="sha256").hexdigest()


R = TypeVar("R", bound=HttpRequest)
A = TypeVar("A", bound=HttpResponseBase)
View = Callable[Concatenate[R, P], A]


def limited(name: str, rate: str) -> Callable[[View[R, P, A]], View[R, P, A]]:
    """Let a view be *posted to* only so often by one member or one network."""
    parse_rate(rate)

    def decorate(view: View[R, P, A]) -> View[R, P, A]:
        @wraps(view)
        def counted(request: R, /, *args: P.args, **kwargs: P.kwargs) -> A:
            if request.method not in _SAFE:
                actor = getattr(request, "actor", None)
                who = f"member:{actor.id}" if actor and actor.is_person else f"net:{network_of(request)}"
                spend(f"{name}:{who}", rate)
            return view(request, *args, **kwargs)

        return counted

    return decorate
