"""One community on several machines: web nodes, workers, a database and nginx, each in its own network.

What holds on one machine must hold between them, and while one of them is killed. Linux and root; anywhere
else `bench/tests/test_nodes.py` asks the same of processes with a folder each.
"""

import json
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from bench.machines import grounds, loads, trials
from bench.machines.browser import Browser
from bench.machines.cluster import Cluster, cluster
from bench.machines.grounds import Ground
from bench.machines.letters import Doors
from bench.machines.trials import Count, Scene
from bench.options import Options
from bench.places import BenchFailed
from bench.tables import table

_LEFT_ALONE = 2.5  # seconds for which nginx leaves a node alone that did not answer
_GONE, _OK, _BAD_GATEWAY = 5, 200, 502
_STYLE = re.compile(r"/static/groundswell[^\"]*\.css")
TRIALS: dict[str, Callable[[Scene], Count]] = {
    "signed in on A, known on B; signed out on B, unknown on A": trials.sessions,
    "one member's 60 replies an hour, counted on both": trials.limits,
    "suspended on A, refused on B by the next request": trials.bans,
    "renamed, hidden, restored on A; seen on B at once": trials.sights,
    "signed up on A; the letter sent by the worker, the code taken by B": trials.jobs,
    "replied on A; heard by a stream on B, once": trials.streams,
    "all connections cut by PostgreSQL; the next page on each node": trials.no_database,
}


def main(options: Options) -> dict[str, Any]:
    """All trials, and how many went wrong."""
    if not is_possible():
        raise BenchFailed("This needs Linux, root, `ip` and nginx (Debian: apt-get install iproute2 nginx).")
    with grounds.apart() as ground, settled(ground) as scene:
        scene.cluster.start_nginx()
        found = {}
        for name, trial in _all(scene).items():
            options.say(f"{name} …")
            found[name] = asdict(trial())
    return {"trials": found}


def is_possible() -> bool:
    return grounds.can_be_apart() and shutil.which("nginx") is not None


def _all(scene: Scene) -> dict[str, Callable[[], Count]]:
    has_taken_over: list[Callable[[], Count]] = []

    def killed_worker() -> Count:
        return has_taken_over[0]()

    def signed_in() -> Count:
        has_taken_over.append(trials.taken_over(scene))
        return trials.sessions(scene)

    first, *others = TRIALS
    return {
        first: signed_in,
        **{name: partial(TRIALS[name], scene) for name in others},
        "replied on A; heard by a stream through nginx, once": lambda: trials.streams(
            scene, scene.cluster.front
        ),
        "style sheet from nginx's own folder, and from a node without it": lambda: files(scene),
        "replies by 8 people through nginx while A is killed and comes back": lambda: killed_node(scene),
        "pages read through nginx while both nodes are restarted": lambda: restarted(scene),
        "replies by 4 people through nginx while both nodes are restarted": lambda: restarted_writing(scene),
        "no node: our own page, and back": lambda: none_left(scene),
        "a worker killed amid a letter; another took it over": killed_worker,
    }


@contextmanager
def settled(ground: Ground) -> Iterator[Scene]:
    """The machines with a community, both web nodes and the first worker up."""
    with (
        tempfile.TemporaryDirectory(prefix="groundswell-machines-") as room,
        Doors(ground.here) as letters,
        cluster(ground, Path(room)) as machines,
    ):
        threading.Thread(target=letters.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        facts = Path(room) / "facts.json"
        machines.settle(str(facts), ground.here, str(letters.port))
        for machine in ("a", "b", "worker-1"):
            machines.start(machine)
        yield Scene(machines, json.loads(facts.read_text()), letters)
        letters.shutdown()


def killed_node(scene: Scene) -> Count:
    """Power off for five seconds, twice."""

    def harm() -> None:
        for _ in range(2):
            time.sleep(3)
            scene.cluster.kill("a")
            time.sleep(_GONE)
            scene.cluster.start("a")

    return loads.written(scene, [scene.cluster.front], harm=harm)


def restarted(scene: Scene) -> Count:
    return loads.read(scene, scene.cluster.front, harm=lambda: _restart_each(scene.cluster))


def restarted_writing(scene: Scene) -> Count:
    doors = [scene.cluster.front]
    return loads.written(scene, doors, harm=lambda: _restart_each(scene.cluster), writers=4)


def files(scene: Scene) -> Count:
    """Nodes allow other sites their static files by a header; nginx's own folder does not say it."""
    count, reader = Count(), Browser(scene.cluster.front)
    found = _STYLE.search(reader.get("/").text)
    path = found[0] if found else ""
    for is_of_node in (False, True):
        answer = reader.get(path)
        count.note(is_right=answer.status == _OK and "@layer" in answer.text)
        count.note(is_right=("access-control-allow-origin" in answer.headers) == is_of_node)
        (scene.cluster.home("front") / path.lstrip("/")).unlink(missing_ok=True)
    return count


def none_left(scene: Scene) -> Count:
    """Stop both; a reader through nginx is told calmly, and served again when one is back."""
    count, reader = Count(), Browser(scene.cluster.front)
    for machine in ("a", "b"):
        scene.cluster.stop(machine)
    answer = reader.get("/")
    is_calm = 'id="wrong"' in answer.text and answer.headers.get("retry-after") == "10"
    count.note(is_right=answer.status == _BAD_GATEWAY and is_calm)
    for machine in ("a", "b"):
        scene.cluster.start(machine)
    time.sleep(_LEFT_ALONE)
    count.note(is_right='id="main"' in reader.get("/").text)
    return count


def _restart_each(machines: Cluster) -> None:
    """As the guide says: the next one when the last is ready and nginx asks it again."""
    for machine in ("a", "b"):
        machines.stop(machine)
        machines.start(machine)
        time.sleep(_LEFT_ALONE)


def report(results: dict[str, Any]) -> str:
    """One line a trial; the third figure is what must be zero."""
    rows = [
        [name, str(found["asked"]), f"**{found['wrong']}**", found["told"] or "·"]
        for name, found in results["trials"].items()
    ]
    return table(["between two web nodes, a worker, PostgreSQL and nginx", "asked", "wrong", ""], rows)
