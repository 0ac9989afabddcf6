"""`python -m bench PART… [--quick] [--database SQLite]`; the parts stand in `sections.NAMES`, or `all`."""

import argparse
import sys
import time

from bench import report, sections
from bench.keeping import keep
from bench.options import Options
from bench.places import DATABASES, BenchFailed


def main() -> int:
    """Measure what was asked for. A quick run is told on the terminal alone and changes no document."""
    words = _words()
    options = Options(is_quick=words.quick, databases=words.database or DATABASES)
    names = list(sections.possible()) if "all" in words.section else words.section
    try:
        for name in names:
            _measure(name, options)
    except BenchFailed as matter:
        print(matter, file=sys.stderr)
        return 1
    if not options.is_quick:
        report.write()
        print(f"Written: {', '.join(sorted({str(report.page_of(name)) for name in names}))}")
    return 0


def _measure(name: str, options: Options) -> None:
    began = time.monotonic()
    section = sections.section(name)
    figures = section.main(options)
    if not options.is_quick:
        keep(name, figures)
    print(f"\n## {name} ({time.monotonic() - began:.0f} s)\n\n{section.report(figures)}\n", flush=True)


def _words() -> argparse.Namespace:
    words = argparse.ArgumentParser("bench", description="How fast we are. See bench/README.md.")
    words.add_argument("section", nargs="+", choices=[*sections.present(), "all"])
    words.add_argument("--quick", action="store_true", help="about a minute; figures are rougher")
    words.add_argument("--database", action="append", choices=DATABASES, help="this one alone")
    return words.parse_args()


if __name__ == "__main__":
    sys.exit(main())
