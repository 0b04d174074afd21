"""Unsit as a program: its panel, its health, its start and end, its place among windows."""

import click

from unsit.cli import asking
from unsit.cli.verbs.options import JSON


@click.command(name="open")
def open_() -> None:
    """Open the panel, a small window that holds the whole menu."""
    asking.wish("open")


@click.command()
@JSON
def doctor(as_json: bool) -> None:
    """Say whether a reminder would reach you, and what to do where not."""
    from unsit.cli import doctoring

    asking.finish(doctoring.report(as_json))


@click.command()
@click.argument("what", type=click.Choice(["on", "off", "status"]), default="status")
@JSON
def autostart(what: str, as_json: bool) -> None:
    """Have Unsit started at login: on, off, or say how that stands."""
    from unsit.cli import starting

    asking.finish(starting.do(what, as_json))


@click.command()
def restart() -> None:
    """End the daemon and start it anew, after an upgrade; the clock goes on."""
    from unsit.cli import restarting

    asking.finish(restarting.restart())


@click.command(name="quit")
def quit_() -> None:
    """End the daemon."""
    asking.tell({"verb": "quit"})


@click.command()
@click.argument("manager", type=click.Choice(["sway", "i3", "hyprland", "kwin"]))
def rules(manager: str) -> None:
    """Print window rules for MANAGER: what floats, where, and what takes no keyboard."""
    from unsit.cli import windowing

    click.echo(windowing.rules(manager), nl=False)
