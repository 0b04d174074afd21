"""The group of all verbs, what tells about them, and the fence around them."""

import sys
from typing import Any

import click

from unsit import places
from unsit.cli import asking, printing
from unsit.cli.group import Sections, VerbGroup
from unsit.cli.verbs import day, program, record, settings, stretches
from unsit.cli.wording import spoken
from unsit.core.language import N_, _
from unsit.daemon import logs

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


@click.command(name="help", hidden=True)
@click.pass_context
def help_(context: click.Context) -> None:
    """Print what `unsit --help` prints."""
    click.echo(context.find_root().get_help())


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a script for SHELL that completes verbs, options, poses and settings."""
    from unsit.cli import completing

    click.echo(completing.script(shell, cli), nl=False)


SECTIONS: Sections = {
    # Translators: what verbs of the command line are for, above each group of them.
    N_("Stretch"): (stretches.stretch, stretches.session, stretches.poses),
    N_("Your body"): (day.moved, day.stand, day.sit),
    N_("Reminders"): (
        day.status,
        day.snooze,
        day.skip,
        day.undo,
        day.pause,
        day.resume,
        day.why,
    ),
    N_("Your record"): (record.stats, record.history, record.export, record.forget),
    N_("Unsit itself"): (
        program.open_,
        settings.settings,
        settings.simulate,
        program.doctor,
        program.autostart,
        program.restart,
        program.quit_,
    ),
    N_("Your desktop"): (program.rules, completion),
}
"""The verbs by what they are for, as the help shows them."""


def _tell_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Say which Unsit this is, and end."""
    if wanted and not context.resilient_parsing:
        from unsit import edition

        click.echo("\n".join(edition.lines()))
        context.exit()


@click.group(
    cls=VerbGroup,
    commands=[help_],
    sections=SECTIONS,
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


def call(arguments: list[str]) -> int:
    """Run one command line; return its exit code. Nothing gets past this fence but an exit code."""
    return printing.ended(_outcome(arguments))


def _outcome(arguments: list[str]) -> int:
    try:
        with logs.only_kept("unsit.history"):
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
        if isinstance(surprise, OSError) and printing.is_at_fault():
            return printing.lost(surprise)
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
