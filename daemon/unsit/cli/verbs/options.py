"""Options that several verbs take alike."""

from pathlib import Path

import click

from unsit.core.language import _

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
THEME = click.option(
    "--theme",
    type=click.Choice(["light", "dark", "contrast"]),
    default="light",
    help="The colours of the picture.",
)
FILE = click.Path(dir_okay=False, path_type=Path)


def require(value: str, name: str) -> None:
    """Raise UsageError where a word that was given is empty; `name` is what the help calls it."""
    if not value.strip():
        raise click.UsageError(_("{name} is empty: name one.").format(name=name))
