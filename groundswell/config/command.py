"""The `groundswell` command: what an operator says to an installation."""

import sys
from pathlib import Path

import click

from groundswell import __version__
from groundswell.config.commands import ledger, upkeep
from groundswell.config.commands.power import power
from groundswell.config.commands.started import at_work, with_django

_STOPPED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="groundswell")
def main() -> None:
    """From a purpose and five friends to a community, and from there to a movement."""


for command in (*upkeep.commands, *ledger.commands, power):
    main.add_command(command)


@main.command(short_help="Prepare the database and the files; safe to repeat.")
@with_django
def init() -> None:
    """Prepare the database and the files for the first time; safe to repeat. Later: groundswell upgrade."""
    from groundswell.config.preparing import prepare

    prepare(click.echo)


@main.command()
@click.option("--host", default="localhost", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--socket", "path", type=click.Path(path_type=Path), help="Listen at a Unix socket instead.")
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64), help="Page processes.")
@click.option("--jobs/--no-jobs", default=True, help="Also work off jobs (as `groundswell worker` does).")
@with_django
def serve(host: str, port: int, *, path: Path | None, processes: int, jobs: bool) -> None:
    """Serve pages and work off jobs until Ctrl-C."""
    from groundswell.config.serving import Place, Server

    with at_work():
        sys.exit(Server(Place(host, port, path), processes, jobs, click.echo).run())


@main.command()
@click.option("--parent", type=int, hidden=True, help="The line to `groundswell serve`: its end is ours.")
@with_django
def worker(parent: int | None) -> None:
    """Work off jobs until Ctrl-C; the one in hand is finished first."""
    import signal
    import socket

    from groundswell.config.children import when_alone
    from groundswell.kernel.jobs.worker import Worker

    hands = Worker()
    if parent is not None:
        when_alone(socket.socket(fileno=parent), hands.stop)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: hands.stop())
    with at_work():
        hands.run()


@main.command(short_help="Load a made-up community into an empty installation.")
@click.option("--first-time", is_flag=True, help="Do nothing, quietly, where a community stands already.")
@with_django
def demo(*, first_time: bool) -> None:
    """Load Riverbend Repair, a made-up community, into an empty installation."""
    from groundswell.demo.play import play
    from groundswell.kernel.errors import Invalid

    try:
        play(click.echo)
    except Invalid as wrong:
        if not first_time:
            raise click.ClickException(str(wrong.sentence)) from wrong


@main.group(name="import")
def bring() -> None:
    """Move in from another system."""


@bring.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--origin", default="", help="The forum's own address, where its links do not tell.")
@click.option("--report", type=click.Path(path_type=Path), help="Write the loss report there, as JSON.")
@with_django
def discourse(path: Path, origin: str, report: Path | None) -> None:
    """Bring in a Discourse forum's posts: a file of JSON lines (gzipped or not) or a folder of them."""
    from groundswell.archives.records import UnreadableArchiveError
    from groundswell.exchange.discourse import bring_in
    from groundswell.exchange.moving.alone import Refused
    from groundswell.kernel.progress import Progress

    try:
        done = bring_in(path, progress=Progress(sys.stdout), origin=origin, report=report)
    except (Refused, UnreadableArchiveError) as matter:
        raise click.ClickException(str(matter)) from matter
    except KeyboardInterrupt:
        click.echo("\nStopped. Start the same command again: it goes on where it was.", err=True)
        sys.exit(_STOPPED)
    for line in done.lines():
        click.echo(line)


@main.command(short_help="Make a one-time link to choose a new password.")
@click.argument("member")
@with_django
def link(member: str) -> None:
    """Make a one-time link with which MEMBER (a handle or an e-mail address) chooses a new password."""
    from django.conf import settings
    from django.urls import reverse

    from groundswell.kernel.actor import SYSTEM
    from groundswell.kernel.errors import Invalid
    from groundswell.people.actions import make_door_key
    from groundswell.people.queries import find_member

    found = find_member(member)
    if found is None:
        raise click.ClickException(f"Nobody here goes by {member}.")
    try:
        token = make_door_key(SYSTEM, found)
    except Invalid as wrong:
        raise click.ClickException(str(wrong.sentence)) from wrong
    click.echo(f"{settings.ORIGIN}{reverse('people:door', args=[token])}")
    click.echo("Good once, for one hour. Give it to nobody but them.", err=True)
