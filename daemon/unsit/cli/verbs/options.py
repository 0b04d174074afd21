"""Options that several verbs take alike."""

from pathlib import Path

import click

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
THEME = click.option("--theme", type=click.Choice(["light", "dark", "contrast"]), default="light")
FILE = click.Path(dir_okay=False, path_type=Path)
