"""Two web nodes and a worker, a folder each, over one PostgreSQL: `bench/nodes.py` without its networks."""

import subprocess
import time
from collections.abc import Iterator

import pytest

from bench import nodes
from bench.machines import loads
from bench.machines.grounds import Together
from bench.machines.trials import Count, Scene
from tools.environment import PYTHON, ROOT

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with nodes.settled(Together()) as found:
        yield found


@pytest.mark.parametrize("trial", nodes.TRIALS.values(), ids=lambda trial: trial.__name__)
def test_what_holds_on_one_machine_holds_on_two(scene: Scene, trial: object) -> None:
    found: Count = trial(scene)  # type: ignore[operator]

    assert found.asked
    assert found.wrong == 0, found


def test_a_killed_node_loses_nothing_confirmed_and_doubles_nothing(scene: Scene) -> None:
    doors = [scene.cluster.door("a"), scene.cluster.door("b")]

    def harm() -> None:
        time.sleep(2)
        scene.cluster.kill("a")
        time.sleep(2)
        scene.cluster.start("a")

    found = loads.written(scene, doors, harm=harm, writers=4)

    assert found.asked
    assert found.wrong == 0, found


def test_an_upgrade_waits_until_no_node_is_connected(scene: Scene) -> None:
    assert "connections of Groundswell use this database" in _upgraded(scene)

    for machine in list(scene.cluster.running):
        scene.cluster.stop(machine)

    assert _upgraded(scene).endswith("Done; start it again.\n")


def _upgraded(scene: Scene) -> str:
    """As from another machine: with a folder of its own, which knows of no lock."""
    place = scene.cluster.environment("front")
    words = [str(PYTHON), "-m", "groundswell", "upgrade"]
    done = subprocess.run(words, env=place, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
