"""Pages of docs/: what people wrote stays, what stands between markers is made from the figures."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import peers, sections, targets
from bench.keeping import kept
from bench.places import SQLITE
from bench.tables import kilobytes, number, table
from tools.environment import ROOT

PAGE = ROOT / "docs" / "performance.md"
_Figures = dict[str, dict[str, Any]]


def write() -> None:
    """Bring each page to the latest figures: its own, or docs/performance.md."""
    figures = kept()
    for page in {page_of(name) for name in figures}:
        ours = {name: run for name, run in figures.items() if page_of(name) == page}
        page.write_text(filled(page.read_text("utf-8"), ours), "utf-8")


def page_of(name: str) -> Path:
    """Where a section's figures are told."""
    found: Path = getattr(sections.section(name), "PAGE", PAGE)
    return found


def filled(page: str, figures: _Figures) -> str:
    """The page with every part that has figures made anew. A part without a marker is refused."""
    for name, text in parts(figures):
        begin, end = f"<!-- bench:{name} -->", f"<!-- /bench:{name} -->"
        if begin not in page or end not in page:
            raise ValueError(f"The page has no place for {name}: add {begin} and {end}.")
        before, _, rest = page.partition(begin)
        page = f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}"
    return page


def parts(figures: _Figures) -> Iterator[tuple[str, str]]:
    """Every generated part by name."""
    if figures:
        yield "machine", machines(figures)
        if "pages" in figures:
            yield "targets", table(["what", "promised", "measured", ""], targets.judged(figures))
    if "pages" in figures:
        yield "peers", _beside(figures)
    for name in sections.present():
        if name in figures:
            yield name, sections.section(name).report(figures[name]["figures"])


def machines(figures: _Figures) -> str:
    """One line a run: figures of two machines, or of a busy one, are compared by their calibration."""
    heads = ["measured", "when", "load", "Python loop", "bytes", "SQLite", "versions"]
    rows = []
    for name, one in _runs(figures):
        times = [f"{one['calibration'][work]} ms" for work in ("python", "bytes", "sqlite")]
        versions = f"Python {one['python']}, Django {one['django']}, SQLite {one['sqlite']}"
        rows.append([name, one["at"], one["load"][0], *times, versions])
    one = next(iter(figures.values()))["machine"]
    return f"{one['cores']} cores, {one['processor']}, {one['system']}.\n\n{table(heads, rows)}"


def _runs(figures: _Figures) -> Iterator[tuple[str, dict[str, Any]]]:
    """What was measured and on which machine; figures of an earlier run have a line of their own."""
    for name, run in figures.items():
        yield name, run["machine"]
        for database, machine in run.get("earlier", {}).items():
            yield f"{name}, {database}", machine


def _beside(figures: _Figures) -> str:
    heads = ["page", "ours: CPU ms / p50 ms at 1 / req·s⁻¹ at 8", *peers.COLUMNS]
    rows = [[_words(each.page), _ours(figures, each.page), *_theirs(each)] for each in peers.PEERS]
    rows += [[each.page, ours, *_theirs(each)] for each, ours in _other(figures)]
    return table(heads, rows)


def _ours(figures: _Figures, page: str) -> str:
    found = figures["pages"]["figures"][SQLITE]["pages"][page]
    http = found["http"]
    figures_of = (found["cpu"]["median"], http["1"]["p50"], http["8"]["per_second"])
    return " / ".join(number(value) for value in figures_of)


def _other(figures: _Figures) -> Iterator[tuple[peers.Peer, str]]:
    run = figures["pages"]["figures"][SQLITE]
    topic = run["pages"]["visitor/topic"]
    if "writes" in figures:
        alone = figures["writes"]["figures"][SQLITE]["1"]["writer"]
        yield peers.REPLY, f"median {number(alone['p50'])} ms, p99 {number(alone['p99'])}"
    yield peers.WEIGHT, f"{kilobytes(topic['bytes'])} kB ({kilobytes(topic['gzip'])} kB gzip)"
    yield peers.MEMORY, f"{run['memory']['pss']} MB in {len(run['memory']['processes'])} processes, all of it"
    yield peers.QUERIES, f"{run['pages']['member/topic']['queries']} SQL"


def _theirs(peer: peers.Peer) -> list[str]:
    return [peer.nodebb, peer.misago, peer.spirit]


def _words(page: str) -> str:
    viewer, _, name = page.partition("/")
    return f"{NAMES[name]}, {viewer}"


NAMES = {
    "home": "home",
    "list": "topic list",
    "space": "space",
    "topic": "topic of 20 posts",
    "last": "last page of the longest topic",
    "kind": "topic with a kind's panel",
    "profile": "a member's page",
    "sign-in": "sign-in",
}
