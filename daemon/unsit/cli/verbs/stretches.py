"""Stretching: `stretch`, `session`, and `poses` with what lies below it."""

from pathlib import Path

import click

from unsit.cli import asking
from unsit.cli.amounts import Minutes
from unsit.cli.group import VerbGroup
from unsit.cli.verbs.options import FILE, JSON, THEME
from unsit.core.language import _

FIGURES = ["bun", "short hair", "headscarf"]
"""As in the settings; the room that draws them is too heavy to ask for each verb."""


@click.command()
@click.argument("pose", required=False)
@click.option("--minutes", type=Minutes(), help="As many as fit into this time, but at least one.")
@click.option("--floor", is_flag=True, help="Open the window in floor mode.")
@click.option("--terminal", is_flag=True, help="Play it here, in the terminal, with no window.")
@click.option("--plan", is_flag=True, help="Only print what would be said, and when.")
@JSON
def stretch(
    pose: str | None, minutes: float | None, floor: bool, terminal: bool, plan: bool, as_json: bool
) -> None:
    """Start a stretch now: POSE, or the one that is due. Works without the daemon, too."""
    from unsit.cli import stretching

    if pose is not None and not pose.strip():
        raise click.UsageError(
            _("POSE is empty: name one, or leave it out for the one that is due.")
        )
    if minutes is not None and pose:
        raise click.UsageError(_("Name a POSE, or give --minutes: not both."))
    if plan and terminal:
        raise click.UsageError(_("Give --plan or --terminal: not both."))
    if plan:
        stretching.show_plan(pose or "", minutes, as_json)
    elif as_json:
        raise click.UsageError(_("--json goes with --plan."))
    elif floor and terminal:
        raise click.UsageError(_("Floor mode is of the window: give --floor or --terminal."))
    else:
        asking.finish(stretching.start(pose or "", minutes, floor, terminal))


@click.command()
@click.argument(
    "do",
    type=click.Choice(
        ["pause", "next", "back", "again", "ouch", "floor", "turn", "stop", "continue"]
    ),
)
def session(do: str) -> None:
    """Tell the open session: pause (or go on), next, back, again, ouch (it hurts), stop; floor (few
    large words to be read from the floor, and back), turn (that picture by a quarter). "continue"
    takes up one that was broken off in the last half hour.
    """
    asking.wish("session", do=do)


@click.group(invoke_without_command=True, cls=VerbGroup)
@JSON
@click.pass_context
def poses(context: click.Context, as_json: bool) -> None:
    """List the poses and what is shelved; show, check or begin one, or take one off the shelf."""
    if context.invoked_subcommand is None:
        from unsit.cli import listing

        asking.finish(listing.poses(as_json))


@poses.command(name="show")
@click.argument("pose")
@click.option("--png", type=FILE, help="Draw its hold.")
@click.option("--sheet", type=FILE, help="Draw each step.")
@click.option("--gif", type=FILE, help="Draw it moving.")
@THEME
@click.option("--figure", type=click.Choice(FIGURES), help="Who shows it, if not as in settings.")
@click.option("--size", type=click.IntRange(64, 2048), metavar="PIXELS", help="Of each picture.")
def show_pose(
    pose: str,
    png: Path | None,
    sheet: Path | None,
    gif: Path | None,
    theme: str,
    figure: str | None,
    size: int | None,
) -> None:
    """Tell all about POSE, or draw it into a file (no display is needed)."""
    from unsit.cli import listing

    files = {"png": png, "sheet": sheet, "gif": gif}
    wanted = {kind: file for kind, file in files.items() if file is not None}
    asking.finish(listing.draw(pose, wanted, theme, figure, size) if wanted else listing.pose(pose))


@poses.command(name="new")
@click.argument("name")
@click.option("--figure", is_flag=True, help="With a figure, to be drawn.")
def new_pose(name: str, figure: bool) -> None:
    """Begin a pose of your own: a commented file, NAME.toml, in your folder."""
    from unsit.cli import posing

    asking.finish(posing.new(name, figure))


@poses.command(name="check")
@click.argument("pose", default="", required=False)
def check_poses(pose: str) -> None:
    """Check all pose files, or POSE; list every problem."""
    from unsit.cli import posing

    asking.finish(posing.check(pose))


@poses.command()
@click.argument("pose")
def unshelve(pose: str) -> None:
    """Offer POSE again, which was shelved because it hurt."""
    from unsit.cli import shelving

    asking.finish(shelving.unshelve(pose))
