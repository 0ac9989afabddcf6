"""What the kernel's tests start from."""

from collections.abc import Iterator

import pytest

from groundswell.kernel.jobs.schedules import recurring
from groundswell.kernel.ledger import Event, events
from groundswell.kernel.live import doors, hub, tellers
from groundswell.kernel.tests.listening import Gatekeeper, Radio, tell
from groundswell.kernel.tests.parallel import Elsewhere


@pytest.fixture
def _own_vocabulary() -> Iterator[None]:
    """Events made up by a test are gone after it, so that nobody takes them for the product's."""
    known = dict(events._by_code)
    yield
    events._by_code.clear()
    events._by_code.update(known)


@pytest.fixture
def happened(_own_vocabulary: None) -> Event:
    return Event(32_000, "kernel.tested", "A test made something happen.")


@pytest.fixture
def _no_schedules() -> Iterator[None]:
    """Nothing comes round but what the test says."""
    known = dict(recurring._entries)
    recurring._entries.clear()
    yield
    recurring._entries.clear()
    recurring._entries.update(known)


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with Elsewhere() as place:
        yield place


@pytest.fixture
def gate() -> Iterator[Gatekeeper]:
    """Our own door and our own words, in place of the product's."""
    gatekeeper, known = Gatekeeper(), (dict(doors._entries), dict(tellers._entries))
    doors._entries, tellers._entries = {"test": gatekeeper}, {"test": tell}
    yield gatekeeper
    doors._entries, tellers._entries = known


@pytest.fixture
def radio(gate: Gatekeeper, monkeypatch: pytest.MonkeyPatch) -> Iterator[Radio]:
    monkeypatch.setattr(hub, "_GLANCE", 0.1)  # no test need wait for it
    with Radio() as process:
        yield process
