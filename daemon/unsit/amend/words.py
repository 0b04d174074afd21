"""What a person meant who gave a value on the command line: TOML, or the words without the quotes."""

import shlex
import tomllib
from datetime import date, time
from typing import Any

from unsit.core.language import _
from unsit.handbook import COMMAND, Setting

DATED = (date, time)
"""What TOML makes of a bare 2026-12-24 or 14:00:00; all our dates and times are texts."""


def meant(setting: Setting, words: str) -> Any:
    """Return the value: what TOML makes of it where that fits, else a text, or a list of texts.

    What cannot be meant is returned as TOML has it (45 for a length), for the check to name.
    """
    if setting.key == "hours" and words.strip().casefold() in ("always", _("always").casefold()):
        return {}
    value, is_toml = _as_toml(words)
    type_ = setting.described["type"]
    if type_ == "string" and isinstance(value, DATED):
        return words
    if setting.kind == COMMAND and not isinstance(value, list):
        return command(words)
    if type_ == "array":
        return value if isinstance(value, list) else _listed(words)
    return value if is_toml else words


def command(words: str) -> Any:
    """Return a program and its arguments as a shell would read them; an open quote leaves it a text."""
    try:
        return shlex.split(words)
    except ValueError:
        return words


def _as_toml(words: str) -> tuple[Any, bool]:
    if "\n" in words or "\r" in words:
        return None, False
    try:
        document = tomllib.loads(f"value = {words}")
    except (ValueError, RecursionError):
        return None, False
    return document["value"], True


def _listed(words: str) -> list[Any]:
    """Return the items of "knee, wrist"; each may be TOML by itself."""
    items = []
    for part in words.split(","):
        word = part.strip()
        if word:
            value, is_toml = _as_toml(word)
            items.append(value if is_toml and not isinstance(value, DATED) else word)
    return items
