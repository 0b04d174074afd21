"""The settings: `settings` with what lies below it, and `simulate`, which says what they make of a day."""

from pathlib import Path

import click

from unsit import places
from unsit.cli import asking
from unsit.cli.group import VerbGroup
from unsit.cli.verbs.options import FILE, JSON


@click.group(cls=VerbGroup)
def settings() -> None:
    """Find, check, list and change the settings."""


@settings.command(name="path")
def settings_path() -> None:
    """Print where the settings file is."""
    click.echo(places.settings_file())


@settings.command(name="check")
def settings_check() -> None:
    """Check the settings file and all pose files; list every problem."""
    from unsit.cli import listing

    asking.finish(listing.check())


@settings.command(name="list")
@JSON
def settings_list(as_json: bool) -> None:
    """List every setting, what it is now, and what it means."""
    from unsit.cli import listing

    asking.finish(listing.settings(as_json))


@settings.command(name="get")
@click.argument("key")
@JSON
def settings_get(key: str, as_json: bool) -> None:
    """Print what holds for KEY, e.g. sitting.remind_after."""
    from unsit.cli import changing

    asking.finish(changing.get(key, as_json))


@settings.command(name="set", context_settings={"ignore_unknown_options": True})
@click.argument("key")
@click.argument("value", nargs=-1, required=True)
def settings_set(key: str, value: tuple[str, ...]) -> None:
    """Write VALUE for KEY into the file, and change nothing else in it."""
    from unsit.cli import changing

    asking.finish(changing.set_(key, " ".join(value)))


@settings.command(name="unset")
@click.argument("key")
def settings_unset(key: str) -> None:
    """Give KEY its default again."""
    from unsit.cli import changing

    asking.finish(changing.unset(key))


@settings.command(name="open")
def settings_open() -> None:
    """Open the settings window.

    Without the daemon this waits until the window is closed.
    """
    from unsit.cli import changing

    asking.finish(changing.open_())


@settings.command(name="edit")
def settings_edit() -> None:
    """Open the file in $VISUAL or $EDITOR, then check it."""
    from unsit.cli import changing

    asking.finish(changing.edit())


@click.command()
@click.option("--days", type=click.IntRange(1, 3660), help="How many days.")
@click.option(
    "--from",
    "source",
    default="typical",
    metavar="DAY",
    help="typical, history (what you sat), or a TOML file that describes one.",
)
@click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help="Compare with this.")
@click.option(
    "--answer",
    type=click.Choice(["start", "snooze", "skip", "ignore"]),
    default="start",
    help="What you do at each reminder.",
)
@click.option("--plot", type=FILE, help="Draw the days (.png, .svg).")
@JSON
def simulate(
    days: int | None,
    source: str,
    changes: tuple[str, ...],
    answer: str,
    plot: Path | None,
    as_json: bool,
) -> None:
    """Foretell when reminders would come, and why."""
    from unsit.cli import foretelling

    asking.finish(foretelling.simulate(days, source, changes, answer, as_json, plot))
