"""The day as it goes: what you say of your body, how the clock stands, what comes of a reminder."""

import click

from unsit.cli import asking
from unsit.cli.verbs.options import JSON, require
from unsit.core.language import _

LENGTH = click.argument("length", nargs=-1, metavar="[LENGTH]")
"""Several words, so that "1 h 30 min" needs no quotes."""


@click.command()
def moved() -> None:
    """Say that you have just moved: the clock starts from zero."""
    asking.wish("moved")


@click.command()
def stand() -> None:
    """Say that you stand now: the sitting clock waits."""
    asking.wish("stand")


@click.command()
def sit() -> None:
    """Say that you sit again."""
    asking.wish("sit")


@click.command()
@JSON
@click.option("--follow", is_flag=True, help="Go on: a line each time that it changes.")
@click.option(
    "--format",
    "wanted",
    metavar="FORMAT",
    help="For a bar: waybar, i3blocks, i3bar, polybar, genmon, or a line of your own.",
)
def status(as_json: bool, follow: bool, wanted: str | None) -> None:
    """Say how long you have sat, and what comes next."""
    if wanted is not None:
        require(wanted, "FORMAT")
    if as_json and wanted:
        raise click.UsageError(_("Give --json, or a --format: not both."))
    if follow or wanted:
        from unsit.cli import following

        asking.finish(following.status(follow, wanted or "", as_json))
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


@click.command()
@LENGTH
def snooze(length: tuple[str, ...]) -> None:
    """Put the reminder off for LENGTH, or for as long as the settings say."""
    from unsit.cli import snoozing

    snoozing.snooze(asking.seconds(" ".join(length)))


@click.command()
def skip() -> None:
    """Let this reminder go; the next comes after a full interval."""
    asking.wish("skip")


@click.command()
def undo() -> None:
    """Bring back the reminder that you dismissed in the last 10 minutes."""
    asking.wish("undo")


@click.command()
@click.argument("end", nargs=-1, metavar="[LENGTH]")
def pause(end: tuple[str, ...]) -> None:
    """Say nothing for LENGTH ("30 min", "2h"), until a time or day ("until 14:00", "until fri",
    "until tomorrow"), or until you resume.
    """
    asking.wish("pause", **asking.pause_facts(" ".join(end)))


@click.command()
def resume() -> None:
    """Go on after a pause."""
    asking.wish("resume")


@click.command()
@JSON
def why(as_json: bool) -> None:
    """Say what Unsit decided lately, and why, newest first."""
    from unsit.cli import explaining

    explaining.why(as_json)
