"""What was: `stats`, `history`, `export`, `forget`."""

from pathlib import Path

import click
from click.core import ParameterSource

from unsit.cli import asking
from unsit.cli.verbs.options import FILE, JSON, THEME, require
from unsit.core.language import _


@click.command()
@JSON
@click.option("--days", type=click.IntRange(1, 36500), help="And of the last so many days.")
@click.option("--plot", type=FILE, help="Draw it into a .png or .svg instead.")
@click.option(
    "--what",
    type=click.Choice(["day", "weeks", "dose"]),
    default="weeks",
    help="What to draw.",
)
@THEME
@click.pass_context
def stats(
    context: click.Context,
    as_json: bool,
    days: int | None,
    plot: Path | None,
    what: str,
    theme: str,
) -> None:
    """Say what today, this week and this month came to."""
    given = map(context.get_parameter_source, ("what", "theme"))
    if plot is None and ParameterSource.COMMANDLINE in given:
        raise click.UsageError(_("--what and --theme go with --plot."))
    if plot is not None and (as_json or days):
        raise click.UsageError(_("--plot goes with --what and --theme."))
    if plot is not None:
        from unsit.cli import looking

        asking.finish(looking.plot(plot, what, theme))
    else:
        from unsit.cli import stats as counting

        asking.finish(counting.stats(days, as_json))


@click.command()
@JSON
@click.option("--limit", type=click.IntRange(1, 1_000_000), help="At most so many records.")
@click.option("--days", type=click.IntRange(1, 36500), help="Only the last so many days.")
@click.option("--window", is_flag=True, help="Look at it in a window: a day, weeks, muscles.")
def history(as_json: bool, limit: int | None, days: int | None, window: bool) -> None:
    """Print what happened, newest first, or look at it in a window.

    Without the daemon this waits until the window is closed.
    """
    if window:
        if as_json or limit or days:
            raise click.UsageError("--window stands alone: in it you go from day to day.")
        from unsit.cli import looking

        asking.finish(looking.window())
    else:
        from unsit.cli import listing

        asking.finish(listing.history(as_json, limit, days))


@click.command()
@click.argument("folder", type=click.Path(file_okay=False))
@click.option("--csv", is_flag=True, help="Tables for a spreadsheet.")
@click.option("--json", "as_json", is_flag=True, help="All of it, for programs.")
@click.option("--html", is_flag=True, help="A page to read and print.")
@click.option("--from", "first", default="", metavar="DATE", help="The first day, like 2026-03-31.")
@click.option("--to", "last", default="", metavar="DATE", help="The last day.")
def export(folder: str, csv: bool, as_json: bool, html: bool, first: str, last: str) -> None:
    """Write the history into FOLDER: as tables, JSON and a page for your physiotherapist."""
    from unsit.cli import exporting

    require(folder, "FOLDER")
    asked = {"csv": csv, "json": as_json, "html": html}
    kinds = tuple(kind for kind, is_asked in asked.items() if is_asked)
    asking.finish(exporting.export(Path(folder), kinds or exporting.KINDS, first, last))


@click.command()
@click.option(
    "--before", default="", metavar="DATE", help="Forget what was before this day, like 2026-03-31."
)
@click.option("--all", "everything", is_flag=True, help="Forget everything, and what hurt as well.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(before: str, everything: bool, yes: bool) -> None:
    """Remove what was before DATE, or everything, from all that Unsit keeps."""
    if bool(before) == everything:
        raise click.UsageError("Give --before DATE or --all.")
    from unsit.cli import forgetting

    asking.finish(forgetting.forget(before, yes))
