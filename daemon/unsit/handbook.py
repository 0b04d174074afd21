"""Every setting by its key, as the schema describes it: its title, its sentence, what it may be.

Rules of this room: the schema is the only source; what lists, documents, changes or shows settings asks
here, so that none of them can differ. Nothing here reads or writes the user's file.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from unsit import places, schema
from unsit.schema.report import nearest, shown

WEEK = "week"
"""The kind of a table by weekdays."""
COMMAND = "command"
"""The kind of a list in which order counts and a word may come twice: a program and its arguments."""


WORDS = {"boolean": ("true", "false"), "opening": ("at once", "when ignored", "on click")}
WORDS["budget"] = ("off",)
"""Words that settings of a kind know beside those that the schema lists, and beside lengths."""


@dataclass(frozen=True)
class Setting:
    """One setting. `described` is its part of the schema, with its `$ref` filled in."""

    key: str
    """Dotted, as people say it: sitting.remind_after."""
    title: str
    about: str
    described: dict[str, Any]
    since: str
    """The version of Unsit that brought it."""
    renamed_from: tuple[str, ...] = ()
    """Keys that it had in earlier versions."""
    within: str = ""
    """The setting that it is a part of: the days of the hours are settings of their own, too."""

    @property
    def path(self) -> tuple[str, ...]:
        """Where it stands in the file."""
        return tuple(self.key.split("."))

    @property
    def kind(self) -> str:
        """A meaning (duration, opening, budget), "week", "command", "choice", or a type of JSON Schema."""
        if self.described["type"] == "object":
            return WEEK
        if "enum" in self.described:
            return "choice"
        if self.within:
            return "array"  # of ranges, in any order
        if self.described["type"] == "array" and not self.described.get("uniqueItems"):
            return COMMAND
        return str(self.described.get("x-kind", self.described["type"]))

    @property
    def default(self) -> Any:
        """What holds when nothing is said, as the file would say it."""
        return self.described["default"]

    @property
    def items(self) -> dict[str, Any]:
        """What one item of a list, or one day of a week, is."""
        inner = self.described.get("items") or self.described["additionalProperties"]
        return schema.resolved(inner, document())

    @property
    def choices(self) -> tuple[str, ...]:
        """The words there are to choose from, for it or for its items; none when it is open."""
        words = self.described.get("enum")
        if words is None and ("items" in self.described or self.kind == WEEK):
            words = self.items.get("enum")
        return tuple(words or ())


@dataclass(frozen=True)
class Section:
    """A table of the file with what belongs into it."""

    name: str
    title: str
    about: str
    settings: tuple[Setting, ...]


@cache
def document() -> dict[str, Any]:
    """Return the schema. Raises OSError or ValueError when the installation is broken."""
    return schema.load(places.shipped("config") / "settings.schema.json")


@cache
def sections() -> tuple[Section, ...]:
    """Return everything that can be set, in the order of the settings file."""
    return tuple(_section(name, described) for name, described in document()["properties"].items())


def settings() -> tuple[Setting, ...]:
    """Return every setting, in the order of the settings file."""
    return tuple(setting for section in sections() for setting in section.settings)


def find(key: str) -> Setting | None:
    """Return the setting that has, or once had, this key."""
    found = (each for each in settings() if key == each.key or key in each.renamed_from)
    return next(found, None) or _days(key)


def _days(key: str) -> Setting | None:
    """Return the setting of some days of the hours, `hours.mon-fri`, None for any other key."""
    section, _dot, name = key.partition(".")
    hours = document()["properties"]["hours"]
    if section != "hours" or not re.search(hours["propertyNames"]["pattern"], name):
        return None
    described = hours["additionalProperties"]
    since = document()["x-since"]
    return Setting(key, hours["title"], hours["description"], described, since, within="hours")


def like(key: str) -> str:
    """Return the key that somebody may have meant, or nothing."""
    known = {each.key: each.key for each in settings()}
    names: dict[str, list[str]] = {}
    for each in settings():
        names.setdefault(each.path[-1], []).append(each.key)
    name = key.rpartition(".")[2]
    alone = nearest(name, names)
    guess = nearest(key, known)
    if name in names and key not in known:
        return names[name][0]
    return guess or (names[alone][0] if alone else "")


def as_toml(value: Any) -> str:
    """Write a value on one line, as it would stand in the file, however long it is."""
    if isinstance(value, dict):
        inside = ", ".join(f"{key} = {as_toml(inner)}" for key, inner in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, str):
        return basic(value)
    return shown(value)


def basic(text: str) -> str:
    """Write a text in TOML's quotes, what cannot stand in them escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(map(_escaped, escaped)) + '"'


def _escaped(letter: str) -> str:
    return f"\\u{ord(letter):04x}" if ord(letter) < 32 or ord(letter) == 127 else letter


def _section(name: str, described: dict[str, Any]) -> Section:
    title, about = described["title"], described["description"]
    found = []
    if "additionalProperties" in described and described["additionalProperties"] is not False:
        found.append(_setting((name,), described))
    found += [_setting((name, key), inner) for key, inner in described["properties"].items()]
    return Section(name, title, about, tuple(found))


def _setting(path: tuple[str, ...], described: dict[str, Any]) -> Setting:
    whole = schema.resolved(described, document())
    since = whole.get("x-since", document()["x-since"])
    before = tuple(whole.get("x-renamed-from", ()))
    return Setting(".".join(path), whole["title"], whole["description"], whole, since, before)
