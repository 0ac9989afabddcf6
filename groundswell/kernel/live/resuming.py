"""Where a stream begins: now, or after the last that its browser has heard, or that its page has shown."""

from dataclasses import dataclass

from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.live import wire
from groundswell.kernel.live.audience import Happened, Place
from groundswell.kernel.live.hub import Hub
from groundswell.kernel.live.stream import Heard, Look, Stream
from groundswell.kernel.live.tail import Tail
from groundswell.kernel.live.writing import words


@dataclass(frozen=True, slots=True)
class Beginning:
    """After which place, and what has happened since. Without a place the way from there is forgotten."""

    start: Place | None
    missed: list[Happened]


def beginning(tail: Tail, wish: wire.Wish, *, is_known: bool) -> Beginning:
    """`is_known` says whether there is an entry at the place where the browser says it was."""
    shown = tail.end if wish.since is None else tail.place_at(wish.since)
    if shown is None or not is_known:
        return Beginning(None, [])
    start = shown if wish.after is None else wish.after
    if wish.since is not None:
        start = min(start, shown)
    missed = tail.after(start)
    return Beginning(None, []) if missed is None else Beginning(start, missed)


def exists(place: Place) -> bool:
    """Another process may have read further than this one; or the place is of another ledger."""
    return Entry.objects.filter(position=place.position, transaction=place.transaction).exists()


def first_words(hub: Hub, stream: Stream, begun: Beginning) -> tuple[Look | None, list[bytes]]:
    """What has been missed, for the listener as they are now; or that the page is old. In a thread."""
    if begun.start is None:
        return stream.look, [wire.greeting(stream.place), wire.event("reload", stream.place, {})]
    wanted = [happened for happened in begun.missed if stream.wish.wants(happened)]
    if not wanted:
        return stream.look, [wire.greeting(stream.place)]
    look, news = hub.missed(stream.look, wanted)
    if look is None:
        return None, []
    heard = [Heard(each, look.epoch, look.began) for each in news if stream.wish.hears(each)]
    return look, [wire.greeting(begun.start), *(words(each, look) for each in heard)]
