"""robots.txt: what crawlers are asked, for each of the four welcomes, from the list in `crawlers.toml`."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from groundswell.discovery.models import Welcome
from groundswell.discovery.reach import absolute, findability, is_found

# What a crawler is turned away from; an agent that does two of these counts by the first.
_TURNED_AWAY = {
    Welcome.SEARCH: ("training", "answers"),
    Welcome.ANSWERS: ("training",),
    Welcome.EVERYBODY: (),
}
# Pages that are nobody's find: forms, the own account, the settings. They say `noindex` besides.
_NOT_FOR_CRAWLERS = ("/me/", "/oembed", "/reset/", "/settings/", "/sign-in/", "/sign-out/", "/sign-up/")


def robots_text() -> str:
    """The whole of robots.txt, as RFC 9309 has it."""
    if not is_found():
        return "User-agent: *\nDisallow: /\n"
    return "\n".join([*_turned_away(), *_everybody_else(), f"Sitemap: {absolute('/sitemap.xml')}", ""])


def _turned_away() -> Iterator[str]:
    away = _TURNED_AWAY[Welcome(findability().welcome)]
    names = [name for use in away for name in agents()[use]]
    if names:
        yield from (f"User-agent: {name}" for name in sorted(names, key=str.lower))
        yield from ("Disallow: /", "")


def _everybody_else() -> Iterator[str]:
    yield "User-agent: *"
    yield from (f"Disallow: {path}" for path in _NOT_FOR_CRAWLERS)
    yield ""


@cache
def agents() -> dict[str, list[str]]:
    """The names of known crawlers by what they gather pages for: training or answers."""
    known = tomllib.loads((Path(__file__).parent / "crawlers.toml").read_text("utf-8"))
    uses: dict[str, list[str]] = {"training": [], "answers": []}
    for agent in known["agent"]:
        uses[agent["for"]].append(agent["name"])
    return uses
