"""A real network with published figures, where it lies beside the repository; nothing of it enters here."""

from pathlib import Path

import numpy as np
import pytest

from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.columns import Columns, assemble
from groundswell.power.engine.entries import Entries, Facts, Ids, Verb
from groundswell.power.engine.measures.replies import replies
from groundswell.power.engine.results import Result, State
from groundswell.power.engine.spans import SECOND, Window
from groundswell.power.engine.statistics.networks import Network
from groundswell.power.engine.statistics.pagerank import pagerank

pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.fixture(scope="module")
def messages(shared_data: Path) -> Ids:
    """Who wrote to whom and when, in seconds."""
    return np.loadtxt(shared_data / "temporal-networks" / "CollegeMsg.camicop.txt", dtype=np.int64)


@pytest.fixture(scope="module", params=["as it is", "shuffled"])
def columns(messages: Ids, request: pytest.FixtureRequest) -> Columns:
    rows = messages if request.param == "as it is" else np.random.default_rng(8).permutation(messages)
    who, whom, when = rows.T
    nothing = np.zeros(len(rows), dtype=np.int64)
    replied = np.full(len(rows), Verb.REPLIED, dtype=np.int8)
    entries = Entries(when * SECOND, replied, who, nothing, nothing, whom, nothing, nothing.astype(bool))
    nobody = nothing[:0]
    return assemble(entries, Facts(nobody, nobody, nobody), int(when.max()) * SECOND + 1)


def asked(columns: Columns, name: str, *, start: int = 0) -> Result:
    return measures[name].compute(columns, Window(start, columns.cut_off))


def test_it_is_tied_as_is_published(columns: Columns) -> None:
    """SNAP tells of 1,899 people and 20,296 arcs."""
    reciprocity, components = asked(columns, "reciprocity"), asked(columns, "components")
    weak, strong = components.value, components.parts["both ways"].value

    assert (reciprocity.n, components.n) == (20296, 1899)
    assert reciprocity.value == pytest.approx(0.636382, abs=5e-7)
    assert (weak, strong) == (1893 / 1899, 1294 / 1899)
    assert asked(columns, "transitivity").value == pytest.approx(0.056830, abs=5e-7)
    assert asked(columns, "core").value == 20
    assert (reciprocity.parts["z"].value or 0) > 100


@pytest.mark.parametrize("start", [0, 1, 2])
def test_its_groups_are_too_unstable_to_show_whichever_the_seeds(columns: Columns, start: int) -> None:
    """The median of ten is published as .27; ten others come out up to .05 beside it."""
    found = asked(columns, "groups", start=start)

    assert found.state is State.UNSTABLE
    assert found.parts["agreement"].value == pytest.approx(0.27, abs=0.08)


def test_attention_rests_where_it_should(columns: Columns) -> None:
    """The published ranks weigh every arc the same."""
    found = replies(columns, Window(0, columns.cut_off))
    network = found.network
    ranks = pagerank(Network(network.size, network.tails, network.heads, np.ones_like(network.weights)))
    first = np.argsort(-ranks)[:3]

    assert columns.people.id[found.people[first]].tolist() == [32, 42, 638]
    assert ranks[first].tolist() == pytest.approx([0.00600, 0.00589, 0.00539], abs=5e-6)
