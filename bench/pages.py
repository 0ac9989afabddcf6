"""Pages as a member sees them, with what is unread and theirs in them, and as a visitor does."""

from typing import Any

from bench.load import Lane, Load, get, run
from bench.options import Options
from bench.places import DATABASES, Place, place
from bench.serving import Server, server
from bench.tables import kilobytes, number, table

VISITOR, MEMBER = "visitor", "member"
_VISITOR_ONLY = {"sign-in"}


def main(options: Options) -> dict[str, Any]:
    """Measure every page in process and against the real server, on each database."""
    return {database: _on(database, options) for database in DATABASES if database in options.databases}


def _on(database: str, options: Options) -> dict[str, Any]:
    with place(database, options.shape) as found:
        options.say(f"{database}: pages in process …")
        inside = found.told("bench.inside", _plan(found, options))
        repeats = found.told("bench.fronted", _repeated(found, options))
        options.say(f"{database}: pages over HTTP …")
        with server(found) as running:
            asked = {name: get(path, cookie=cookie) for name, (path, cookie) in wanted_of(found).items()}
            served = {name: _served(running, request, options) for name, request in asked.items()}
            memory = running.memory()
        facts = found.facts
    pages = {name: inside[name] | {"http": served[name], "repeat": repeats.get(name)} for name in inside}
    return {"pages": pages, "memory": memory, "loading": facts["seconds"], "posts": facts["posts"]}


def wanted_of(found: Place) -> dict[str, tuple[str, str]]:
    """Each page by viewer and name, with its path and the viewer's cookie."""
    facts = found.facts
    # As a browser sends them: whoever is signed in has been given a token for forms as well.
    cookie = f"session={facts['reader']['session']}; csrf={'c' * 32}"
    pages = facts["pages"]
    member = {f"{MEMBER}/{name}": (path, cookie) for name, path in pages.items() if name not in _VISITOR_ONLY}
    return member | {f"{VISITOR}/{name}": (path, "") for name, path in pages.items()}


def _plan(found: Place, options: Options) -> str:
    pages = {name: {"path": path, "cookie": cookie} for name, (path, cookie) in wanted_of(found).items()}
    return options.as_json({"pages": pages, "seconds": options.batch})


def _repeated(found: Place, options: Options) -> str:
    """What a visitor asks again, of the front and whatever it keeps."""
    pages = {f"{VISITOR}/{name}": path for name, path in found.facts["pages"].items()}
    return options.as_json({"pages": pages, "seconds": options.batch / 2})


def _served(running: Server, request: str, options: Options) -> dict[str, Any]:
    """One connection, then eight; with the CPU that all page processes spent on a request of the eight."""
    alone = run(Load(running.port, [Lane("pages", [request])], options.window))["pages"]
    before = running.cpu()
    crowd = run(Load(running.port, [Lane("pages", [request])] * 8, options.window, warm_up=0.0))["pages"]
    spent = running.spent_since(before)
    cpu = round(spent / crowd["requests"] * 1000, 3) if crowd["requests"] else None
    return {"1": alone, "8": crowd | {"cpu": cpu}}


def report(results: dict[str, Any]) -> str:
    """A table for each database, and what the processes hold."""
    said = []
    for database, found in results.items():
        said += [f"### {database}", _table(found["pages"]), _memory(found["memory"]), _loading(found)]
    return "\n\n".join(said)


def _table(pages: dict[str, Any]) -> str:
    heads = ["page", "CPU ms", "least–most", "with gzip", "repeat", "queries", "kB", "gzip", "brotli"]
    heads += ["req/s at 1", "p50 ms", "p99 ms", "req/s at 8", "p99 ms", "server's CPU ms"]
    return table(
        heads, ([name, *_costs(page), *_served_figures(page["http"])] for name, page in pages.items())
    )


def _costs(page: dict[str, Any]) -> list[str]:
    cpu = page["cpu"]
    spread = f"{number(cpu['least'])}–{number(cpu['most'])}"
    sizes = [kilobytes(page[name]) for name in ("bytes", "gzip", "brotli")]
    repeat = number(page["repeat"]["cpu"]["median"]) if page["repeat"] else "·"
    packed = number(page["cpu_gzip"]["median"])
    return [number(cpu["median"]), spread, packed, repeat, str(page["queries"]), *sizes]


def _served_figures(http: dict[str, Any]) -> list[str]:
    alone, crowd = http["1"], http["8"]
    values = (
        alone["per_second"],
        alone["p50"],
        alone["p99"],
        crowd["per_second"],
        crowd["p99"],
        crowd["cpu"],
    )
    return [number(value) for value in values]


def _memory(memory: dict[str, Any]) -> str:
    rows = [[row["command"], row["pss"], row["rss"]] for row in memory["processes"]]
    return table(["process", "PSS, MB", "RSS, MB"], rows) + f"\n\nTogether {memory['pss']} MB."


def _loading(found: dict[str, Any]) -> str:
    steps = ", ".join(f"{name} {seconds:g} s" for name, seconds in found["loading"].items())
    total = sum(found["loading"].values())
    return f"Loaded {found['posts']:,} posts in {total:.0f} s: {steps}."
