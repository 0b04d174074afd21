"""The verbs, and the fence around them."""

import sys
from pathlib import Path
from typing import Any, ClassVar

import click

from unsit import places
from unsit.cli import asking
from unsit.cli.amounts import Minutes
from unsit.cli.nearest import VerbGroup
from unsit.cli.wording import spoken
from unsit.core.language import N_, _

EXAMPLES = N_("""\b
Without a verb, unsit is the daemon: it sits in the tray until you quit it.

\b
Examples:
  unsit                      start the daemon
  unsit stretch              stretch now
  unsit stretch pigeon       stretch with this pose
  unsit pause 1h             say nothing for an hour
  unsit status               how long you have sat
  unsit status --follow --format waybar    the same, for a bar
  unsit simulate --set sitting.remind_after="30 min"    what that would change
""")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
LENGTH = click.argument("length", nargs=-1, metavar="[LENGTH]")
"""Several words, so that "1 h 30 min" needs no quotes."""
FILE = click.Path(dir_okay=False, path_type=Path)
FIGURES = ["bun", "short hair", "headscarf"]
"""As in the settings; the room that draws them is too heavy to ask for each verb."""


class Unsit(VerbGroup):
    """The verbs of the first rank, by what they are for."""

    sections: ClassVar[dict[str, tuple[str, ...]]] = {
        # Translators: what verbs of the command line are for, above each group of them.
        N_("Stretch"): ("stretch", "session", "poses"),
        N_("Your body"): ("moved", "stand", "sit"),
        N_("Reminders"): ("status", "snooze", "skip", "undo", "pause", "resume", "why"),
        N_("Your record"): ("stats", "history", "export", "forget"),
        N_("Unsit itself"): (
            "open",
            "settings",
            "simulate",
            "doctor",
            "autostart",
            "restart",
            "quit",
        ),
        N_("Your desktop"): ("rules", "completion"),
    }


def _tell_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Say which Unsit this is, and end."""
    if wanted and not context.resilient_parsing:
        from unsit import edition

        click.echo("\n".join(edition.lines()))
        context.exit()


@click.group(
    cls=Unsit,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Say which version this is, on what it runs, and how it was installed.",
)
def cli() -> None:
    """A sitting clock in the tray, and a coach for nine hip stretches."""


@cli.command()
@click.argument("pose", required=False)
@click.option("--minutes", type=Minutes(), help="As many as fit into this time.")
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


@cli.command()
@JSON
@click.option("--follow", is_flag=True, help="Go on: a line each time that it changes.")
@click.option(
    "--format",
    "wanted",
    metavar="FORMAT",
    default="",
    help="For a bar: waybar, i3blocks, i3bar, polybar, genmon, or a line of your own.",
)
def status(as_json: bool, follow: bool, wanted: str) -> None:
    """Say how long you have sat, and what comes next."""
    if as_json and wanted:
        raise click.UsageError(_("Give --json, or a --format: not both."))
    if follow or wanted:
        from unsit.cli import following

        asking.finish(following.status(follow, wanted, as_json))
        return
    from unsit.cli import restarting

    reply = asking.tell({"verb": "status"})
    restarting.hint(reply)
    found = reply["status"]
    more = found.get("continue")
    # Translators: {sentence} is such as "Continue Pigeon Pose, 22 s"; the verb stays as it is.
    way = _("{sentence}: unsit session continue")
    offer = f"\n{way.format(sentence=more['sentence'])}" if more else ""
    asking.show(found, as_json, found["sentence"] + offer)


@cli.command()
@click.argument("end", nargs=-1, metavar="[LENGTH]")
def pause(end: tuple[str, ...]) -> None:
    """Say nothing for LENGTH ("30 min", "2h"), until a time or day ("until 14:00", "until fri",
    "until tomorrow"), or until you resume.
    """
    asking.wish("pause", **asking.pause_facts(" ".join(end)))


@cli.command()
def resume() -> None:
    """Go on after a pause."""
    asking.wish("resume")


@cli.command()
@LENGTH
def snooze(length: tuple[str, ...]) -> None:
    """Put the reminder off for LENGTH, or for as long as the settings say."""
    from unsit.cli import snoozing

    snoozing.snooze(asking.seconds(" ".join(length)))


@cli.command()
def skip() -> None:
    """Let this reminder go; the next comes after a full interval."""
    asking.wish("skip")


@cli.command()
def undo() -> None:
    """Bring back the reminder that you dismissed in the last 10 minutes."""
    asking.wish("undo")


@cli.command()
@JSON
def why(as_json: bool) -> None:
    """Say what Unsit decided lately, and why, newest first."""
    from unsit.cli import explaining

    explaining.why(as_json)


@cli.command(name="open")
def open_() -> None:
    """Open the panel, a small window that holds the whole menu."""
    asking.wish("open")


@cli.command()
def moved() -> None:
    """Say that you have just moved: the clock starts from zero."""
    asking.wish("moved")


@cli.command()
def stand() -> None:
    """Say that you stand now: the sitting clock waits."""
    asking.wish("stand")


@cli.command()
def sit() -> None:
    """Say that you sit again."""
    asking.wish("sit")


@cli.command()
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


@cli.command()
@JSON
def doctor(as_json: bool) -> None:
    """Say whether a reminder would reach you, and what to do where not."""
    from unsit.cli import doctoring

    asking.finish(doctoring.report(as_json))


@cli.command()
@click.argument("what", type=click.Choice(["on", "off", "status"]), default="status")
@JSON
def autostart(what: str, as_json: bool) -> None:
    """Have Unsit started at login: on, off, or say how that stands."""
    from unsit.cli import starting

    asking.finish(starting.do(what, as_json))


@cli.command(name="help", hidden=True)
@click.pass_context
def help_(context: click.Context) -> None:
    """Print what `unsit --help` prints."""
    click.echo(context.find_root().get_help())


@cli.command()
def restart() -> None:
    """End the daemon and start it anew, after an upgrade; the clock goes on."""
    from unsit.cli import restarting

    asking.finish(restarting.restart())


@cli.command(name="quit")
def quit_() -> None:
    """End the daemon."""
    asking.tell({"verb": "quit"})


@cli.group(invoke_without_command=True, cls=VerbGroup)
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
@click.option("--theme", type=click.Choice(["light", "dark", "contrast"]), default="light")
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


@cli.group(cls=VerbGroup)
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


@cli.command()
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


@cli.command()
@JSON
@click.option("--days", type=click.IntRange(1, 36500), help="And of the last so many days.")
@click.option("--plot", type=FILE, help="Draw it into a .png or .svg instead.")
@click.option("--what", type=click.Choice(["day", "weeks", "dose"]), default="weeks")
@click.option("--theme", type=click.Choice(["light", "dark", "contrast"]), default="light")
def stats(as_json: bool, days: int | None, plot: Path | None, what: str, theme: str) -> None:
    """Say what today, this week and this month came to."""
    if plot is not None:
        if as_json or days:
            raise click.UsageError("--plot goes with --what and --theme.")
        from unsit.cli import looking

        asking.finish(looking.plot(plot, what, theme))
    else:
        from unsit.cli import stats as counting

        asking.finish(counting.stats(days, as_json))


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--csv", is_flag=True, help="Tables for a spreadsheet.")
@click.option("--json", "as_json", is_flag=True, help="All of it, for programs.")
@click.option("--html", is_flag=True, help="A page to read and print.")
@click.option("--from", "first", default="", metavar="DATE", help="The first day.")
@click.option("--to", "last", default="", metavar="DATE", help="The last day.")
def export(folder: Path, csv: bool, as_json: bool, html: bool, first: str, last: str) -> None:
    """Write the history into FOLDER: as tables, JSON and a page for your physiotherapist."""
    from unsit.cli import exporting

    asked = {"csv": csv, "json": as_json, "html": html}
    kinds = tuple(kind for kind, is_asked in asked.items() if is_asked)
    asking.finish(exporting.export(folder, kinds or exporting.KINDS, first, last))


@cli.command()
@click.option("--before", default="", metavar="DATE", help="Forget what was before this day.")
@click.option("--all", "everything", is_flag=True, help="Forget everything, and what hurt as well.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(before: str, everything: bool, yes: bool) -> None:
    """Remove what was before DATE, or everything, from all that Unsit keeps."""
    if bool(before) == everything:
        raise click.UsageError("Give --before DATE or --all.")
    from unsit.cli import forgetting

    asking.finish(forgetting.forget(before, yes))


@cli.command()
@click.argument("manager", type=click.Choice(["sway", "i3", "hyprland", "kwin"]))
def rules(manager: str) -> None:
    """Print window rules for MANAGER: what floats, where, and what takes no keyboard."""
    from unsit.cli import windowing

    click.echo(windowing.rules(manager), nl=False)


@cli.command()
@click.option("--days", type=click.IntRange(1, 3660), help="How many days.")
@click.option(
    "--from",
    "source",
    default="typical",
    metavar="DAY",
    help="typical, history (what you sat), or a TOML file that describes one.",
)
@click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help="Compare with this.")
@click.option("--answer", type=click.Choice(["start", "snooze", "skip", "ignore"]), default="start")
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


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a script for SHELL that completes verbs, options, poses and settings."""
    from unsit.cli import completing

    click.echo(completing.script(shell, cli), nl=False)


def call(arguments: list[str]) -> int:
    """Run one command line; return its exit code. Nothing gets past this fence but an exit code."""
    try:
        outcome: Any = spoken(cli).main(arguments, prog_name="unsit", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except asking.Done as done:
        return done.code
    except SystemExit:
        return 0  # whoever read us has gone: click ends us so, and keeps Python from complaining
    except Exception as surprise:  # noqa: BLE001  # the fence itself
        return unexpected(surprise)
    return outcome if isinstance(outcome, int) else 0


def unexpected(surprise: Exception) -> int:
    """Say what nobody expected in one line, and leave the rest in a file."""
    import traceback

    from unsit import edition

    report = places.state_dir() / "crash.txt"
    line = f"unsit: {type(surprise).__name__}: {surprise}"
    try:
        about = "\n".join((*edition.lines(), sys.version))
        text = f"{about}\n\n{traceback.format_exc()}"
        places.write_whole(report, text)
    except OSError:
        print(line, file=sys.stderr)
    else:
        told = _("{problem} (the whole story is in {file})").format(problem=line, file=report)
        print(told, file=sys.stderr)
    return 1
