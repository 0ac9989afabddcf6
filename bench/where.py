"""Where the CPU of one page goes: `python -m bench.where member/topic`, on SQLite, from the corpus."""

import cProfile
import json
import pstats
import sys

from bench.options import Options
from bench.pages import wanted_of
from bench.places import SQLITE, place

_REQUESTS = 200


def main(arguments: list[str]) -> None:
    """Without a second word as the launcher; with one as the process within the installation."""
    name, asked = arguments[0], arguments[1:]
    if asked:
        _profile(*json.loads(asked[0]))
        return
    with place(SQLITE, Options().shape) as found:
        print(found.python("bench.where", name, json.dumps(wanted_of(found)[name])))


def _profile(path: str, cookie: str) -> None:
    from bench.inside import Asked, ask  # noqa: PLC0415 - needs an installation

    asked = Asked(path, cookie)
    for _ in range(20):
        ask(asked)
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(_REQUESTS):
        ask(asked)
    profile.disable()
    figures = pstats.Stats(profile, stream=sys.stdout)
    for order in ("tottime", "cumtime"):
        figures.sort_stats(order).print_stats(30)


if __name__ == "__main__":
    main(sys.argv[1:])
