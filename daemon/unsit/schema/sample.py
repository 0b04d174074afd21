"""A settings file that explains itself, written from the schema, so that the two cannot differ."""

import textwrap
from collections.abc import Iterator
from typing import Any

from unsit.schema.report import shown

WIDTH = 92


def as_toml(schema: dict[str, Any]) -> str:
    """Return every setting with its default and its sentence, as a TOML document."""
    lines = [*_comment(f"{schema['title']}."), "#", *_comment(schema["description"])]
    for name, section in schema["properties"].items():
        lines += ["", "", *_comment(section["description"]), f"[{name}]"]
        lines += _example(section.get("x-example", {}))
        for key, setting in section.get("properties", {}).items():
            lines += ["", *_comment(setting["description"])]
            if "x-example" in setting:
                lines.append(f"# For example: {key} = {shown(setting['x-example'])}")
            lines.append(f"{key} = {shown(setting['default'])}")
    return "\n".join(lines) + "\n"


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}" for line in textwrap.wrap(text, WIDTH, break_on_hyphens=False))


def _example(pairs: dict[str, Any]) -> Iterator[str]:
    if pairs:
        yield "# For example, without the # in front:"
    for key, value in pairs.items():
        yield f"# {key} = {shown(value)}"
