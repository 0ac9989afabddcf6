"""The commands that take the ledger elsewhere."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from groundswell.config.commands.started import with_django

_STOPPED = 130
_FEW = 12


@click.group()
def ledger() -> None:
    """Take the ledger elsewhere."""


@ledger.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--since", metavar="MONTH", help="Leave months before this one as they are: 2026-03.")
@click.option("--check", is_flag=True, help="Write nothing; tell what is out of date (exit code 1).")
@with_django
def export(folder: Path, since: str | None, *, check: bool) -> None:
    """Write what readings read into FOLDER, as Parquet by month. Repeat it: only what changed is written."""
    from groundswell.kernel.progress import Progress
    from groundswell.power.sources import exporting
    from groundswell.power.sources.lake import NoDuckDB
    from groundswell.power.sources.months import Month

    first = None if since is None else Month.named(since)
    if since is not None and first is None:
        raise click.BadParameter(f"{since} is no month; one is written like 2026-03.", param_hint="--since")
    progress = Progress(sys.stderr)
    work = exporting.outdated if check else exporting.export
    try:
        names = work(folder, first, lambda done, total: progress.step("Looked at", done, total))
    except (exporting.Refused, NoDuckDB) as matter:
        raise click.ClickException(str(matter)) from matter
    except KeyboardInterrupt:
        click.echo("\nStopped. Start it again: it goes on where it was.", err=True)
        sys.exit(_STOPPED)
    progress.end()
    click.echo(f"{'Out of date' if check else 'Written'}: {_listed(names)}.")
    sys.exit(int(check and bool(names)))


def _listed(names: Sequence[str]) -> str:
    if len(names) <= _FEW:
        return ", ".join(names) or "nothing"
    return f"{', '.join(names[:_FEW])} and {len(names) - _FEW} more files"


commands = (ledger,)
