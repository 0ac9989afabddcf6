"""The command that measures: a report on an archive, or on this installation."""

import json
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from groundswell.config.commands.started import with_django

if TYPE_CHECKING:
    from groundswell.community.queries import ThisCommunity
    from groundswell.kernel.progress import Progress
    from groundswell.power.report.measured import Report
    from groundswell.power.report.source import Source

_STOPPED = 130
_FILE = click.Path(path_type=Path)


@click.command(short_help="Say how strong a community is, and what to do next.")
@click.option(
    "--discourse", "archive", type=_FILE, help="Measure a Discourse archive instead of this installation."
)
@click.option("--at", help="As it stood on that day (YYYY-MM-DD); else now, or at the end of the archive.")
@click.option("--json", "as_json", is_flag=True, help="Say everything as JSON, for programs.")
@click.option("--html", type=_FILE, help="Write the whole report there: one file, to be opened in a browser.")
@click.option(
    "--names", is_flag=True, help="Let names and titles of topics appear where something is to be done."
)
@click.option(
    "--index", "with_index", is_flag=True, help="Reckon one number out of the eight too, by your targets."
)
@with_django
def power(  # noqa: PLR0913 - the options, all by name
    archive: Path | None, *, at: str | None, as_json: bool, html: Path | None, names: bool, with_index: bool
) -> None:
    """Say how strong a community is: readings with how sure they are, and what to do next."""
    from groundswell.power.report.lines import lines_of
    from groundswell.power.report.page import page_of
    from groundswell.power.report.records import record_of

    if html is not None:
        _refuse_no_place(html)
    report = _made(archive, _moment(at), names=names, with_index=with_index)
    if html is not None:
        html.write_text(page_of(report, names=names), "utf-8")
    if as_json:
        click.echo(json.dumps(record_of(report, names=names), indent=1, allow_nan=False))
        return
    for line in lines_of(report, names=names):
        click.echo(line)
    if html is not None:
        click.echo(f"\nThe whole report: {html}")


def _refuse_no_place(html: Path) -> None:
    """Before measuring, which may take a minute."""
    if html.is_dir():
        raise click.ClickException(
            f"{html} is a folder; name the file for the report: {html / 'report.html'}"
        )
    if not html.absolute().parent.is_dir():
        raise click.ClickException(f"There is no folder {html.parent} for the report.")


def _made(archive: Path | None, moment: int | None, *, names: bool, with_index: bool) -> "Report":
    """With progress; every trouble as one sentence."""
    from groundswell.archives.records import UnreadableArchiveError
    from groundswell.kernel.progress import Progress
    from groundswell.power.report.measured import NothingToMeasureError, make_report

    progress = Progress(sys.stderr)
    try:
        source = _source(archive, progress, names=names)
        at = source.known_until if moment is None else moment
        return make_report(source, at, progress.step, with_index=with_index)
    except (UnreadableArchiveError, NothingToMeasureError) as matter:
        raise click.ClickException(str(matter)) from matter
    except KeyboardInterrupt:
        click.echo("\nStopped.", err=True)
        sys.exit(_STOPPED)
    finally:
        progress.end()


def _moment(said: str | None) -> int | None:
    """The beginning of a day that is not to come."""
    from groundswell.kernel import clock

    if said is None:
        return None
    try:
        moment = datetime.combine(date.fromisoformat(said), time(), UTC)
    except ValueError as wrong:
        raise click.ClickException(f"--at is a day such as 2026-11-01, not {said!r}.") from wrong
    if moment > clock.now():
        raise click.ClickException(f"{said} has not come yet: nobody knows what will be known then.")
    return clock.micros(moment)


def _source(archive: Path | None, progress: "Progress", *, names: bool) -> "Source":
    from groundswell.kernel import clock
    from groundswell.power.report.source import from_archive, from_ledger

    if archive is not None:
        return from_archive(archive, clock.now(), progress.step, names=names)
    community = _community()
    if community is None:
        raise click.ClickException(
            "No community lives here yet. Name another forum's archive with --discourse, or found one first."
        )
    return from_ledger(community.name, clock.micros(clock.now()), names=names)


def _community() -> "ThisCommunity | None":
    """The one that lives here; none where not even the database has been prepared."""
    from django.db import connection

    from groundswell.community.models import Community
    from groundswell.community.queries import the_community

    is_prepared = Community._meta.db_table in connection.introspection.table_names()
    return the_community() if is_prepared else None
