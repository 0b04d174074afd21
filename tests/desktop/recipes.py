"""The recipes of the documentation, as a person would copy them."""

import re
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def recipe(file: str, heading: str, place: int = 0) -> str:
    """Return a block of code below a heading of a page."""
    text = (DOCS / file).read_text(encoding="utf-8")
    part = re.split(r"^## ", text, flags=re.MULTILINE)
    (found,) = (each for each in part if each.startswith(f"{heading}\n"))
    blocks = re.findall(r"^```\w*\n(.*?)^```", found, re.MULTILINE | re.DOTALL)
    return str(blocks[place])


def command(folder: Path, environment: Mapping[str, str]) -> Path:
    """Put a command `unsit` into a folder, at home in this environment; return it."""
    around = (f"{name}={shlex.quote(value)}" for name, value in environment.items())
    script = folder / "unsit"
    words = f"exec env -i {' '.join(around)} {shlex.quote(sys.executable)} -m unsit"
    script.write_text(f'#!/bin/sh\n{words} "$@"\n')
    script.chmod(0o755)
    return script
