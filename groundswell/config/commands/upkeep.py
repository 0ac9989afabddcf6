"""The commands that keep an installation healthy."""

import json
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from groundswell.config.commands.started import with_django

if TYPE_CHECKING:
    from groundswell.upkeep.doctor.findings import Finding

_STOPPED = 130
_LOST = 3
_FILE = click.Path(path_type=Path)
_MARK, _MARGIN, _ENDLESS = 6, 20, 10_000  # columns: what colour marks, what stands before a sentence
_COLOURS = {"fine": "green", "look": "yellow", "broken": "red"}


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    """What keeps the command from being done, and Ctrl-C, as the operator reads it."""
    from groundswell.kernel.presence import Busy
    from groundswell.upkeep.refusals import Refused

    try:
        yield
    except (Refused, Busy) as matter:
        raise click.ClickException(str(matter)) from matter
    except KeyboardInterrupt:
        click.echo("\nStopped; nothing is left half done.", err=True)
        sys.exit(_STOPPED)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs: a list of findings.")
@with_django
def doctor(*, as_json: bool) -> None:
    """Look the installation over: each finding with what mends it. Exit code 1 where something is broken."""
    from groundswell.upkeep.doctor import Severity, examine

    findings = examine()
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=1))
    else:
        columns = get_terminal_size().columns if sys.stdout.isatty() else _ENDLESS
        for finding in findings:
            first, *others = in_lines(finding, columns)
            mark = click.style(first[:_MARK], fg=_COLOURS[finding.severity])
            click.echo("\n".join([mark + first[_MARK:], *others]))
    sys.exit(any(finding.severity is Severity.BROKEN for finding in findings))


def in_lines(finding: "Finding", columns: int) -> list[str]:
    """A finding as wide as the terminal; an address or a name is never broken."""
    wrap = partial(
        textwrap.wrap, width=max(columns - _MARGIN, _MARGIN), break_long_words=False, break_on_hyphens=False
    )
    first, *others = wrap(finding.sentence)
    others += wrap(finding.mend, initial_indent="→ ", subsequent_indent="  ")
    head = f"{finding.severity:<{_MARK}}  {finding.part:<10}  "
    return [head + first, *(" " * _MARGIN + each for each in others)]


@click.command()
@click.argument("file", type=_FILE)
@with_django
def backup(file: Path) -> None:
    """Write everything into FILE, a zip, while the community goes on. Keep it safe: it holds all secrets."""
    from groundswell.kernel.progress import Progress
    from groundswell.upkeep.backing_up import back_up

    progress = Progress(sys.stderr)
    with _in_a_sentence():
        manifest = back_up(file, progress.step)
    progress.end()
    counts = ", ".join(f"{count:,} {name}" for name, count in manifest.facts.counts.items())
    click.echo(f"{file}: {counts}; {len(manifest.pieces)} files.")
    click.echo("It holds everybody's data and the secret key: whoever reads it can act as anybody.", err=True)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--keep-sessions", is_flag=True, help="Leave people signed in as they were at the backup.")
@click.option(
    "--erased",
    type=_FILE,
    help="A newer list of who has left: an erased.log, or what `groundswell erased` said.",
)
@with_django
def restore(file: Path, erased: Path | None, *, keep_sessions: bool) -> None:
    """Bring a backup back, into an empty place only. Everything is verified before anything is touched."""
    from groundswell.config.preparing import prepare
    from groundswell.kernel.progress import Progress
    from groundswell.upkeep import restoring

    progress = Progress(sys.stderr)
    with _in_a_sentence():
        done = restoring.restore(restoring.Wish(file, keep_sessions, erased), progress.step)
    progress.end()
    counts = ", ".join(f"{count:,} {name}" for name, count in done.manifest.facts.counts.items())
    click.echo(f"Restored from {done.manifest.made_at}: {counts}.")
    if done.left_again:
        click.echo(
            f"{done.left_again} people had left after the backup was made; they have been erased again."
        )
    if not done.is_same_key:
        click.echo(
            "The secret key is not the one of the backup: put the old one into GROUNDSWELL_SECRET_KEY, "
            "or neither imports nor later restores know who has left.",
            err=True,
        )
    prepare(click.echo)
    click.echo("Done. `groundswell doctor` looks it over; then start it.")


@click.command(short_help="Tell who has left, as marks.")
@with_django
def erased() -> None:
    """Tell who has left, as marks: to bring back an older backup without them (restore --erased)."""
    from groundswell.upkeep import erased as left

    click.echo(left.text_of(left.known()), nl=False)


@click.command(short_help="Back up, then bring the database to this version.")
@with_django
def upgrade() -> None:
    """Back up, bring the database to this version, try it; on failure put back what was (exit code 1)."""
    from groundswell.config.preparing import prepare
    from groundswell.kernel.progress import Progress
    from groundswell.upkeep.upgrading import Lost, PutBack, Upgrade

    progress = Progress(sys.stderr)
    try:
        with _in_a_sentence():
            file = Upgrade(lambda: prepare(click.echo), click.echo, progress.step).run()
    except PutBack as failure:
        raise click.ClickException(str(failure)) from failure
    except Lost as failure:
        click.echo(f"Error: {failure}", err=True)
        sys.exit(_LOST)
    progress.end()
    click.echo("Done; start it again." if file is None else f"Done; start it again. The backup stays: {file}")


@click.command(name="move-to", short_help="Copy everything into another, empty database.")
@click.argument("database_url")
@with_django
def move_to(database_url: str) -> None:
    """Copy everything into the empty database at DATABASE_URL, of either kind; with '-' it asks for it."""
    from environs import EnvError

    from groundswell.config.environment import database_at
    from groundswell.kernel.progress import Progress
    from groundswell.upkeep.moving import move_to as move

    try:
        asked = click.prompt("Address", hide_input=True) if database_url == "-" else database_url
        database = database_at(asked)
    except EnvError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    progress = Progress(sys.stderr)
    with _in_a_sentence():
        done = move(database, progress.step)
    progress.end()
    click.echo(f"{done.rows:,} rows of {done.tables} tables went over, and are the same on both sides.")
    for table in done.unknown:
        click.echo(f"Left behind, as nothing here knows it: {table}", err=True)
    click.echo(
        "Now set GROUNDSWELL_DATABASE_URL to that address, and start it. The old database is as it was."
    )


commands = (doctor, backup, restore, erased, upgrade, move_to)
