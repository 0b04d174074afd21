"""Writes config/settings.toml: ``.venv/bin/python installers/settings_sample.py``.

It is the file that a user gets first: every setting with its default and its sentence, from the
schema, so that the two cannot differ; a test holds the committed file to it. Its first line tells
editors (those that use taplo or tombi) where the schema is: a copy of that is put beside it.
"""

import sys
import textwrap
from collections.abc import Iterator
from typing import Any

from unsit import places, schema
from unsit.schema import shown
from unsit.schema.report import inline

WIDTH = 92


def main() -> int:
    """Write the file anew; return the exit code."""
    config = places.shipped("config")
    sample = as_toml(schema.load(config / "settings.schema.json"))
    places.write_whole(config / "settings.toml", sample, mode=0o644)
    return 0


def as_toml(document: dict[str, Any]) -> str:
    """Return every setting with its default and its sentence, as a TOML document."""
    lines = ["#:schema ./settings.schema.json", *_comment(f"{document['title']}."), "#"]
    lines += _comment(document["description"])
    for name, section in document["properties"].items():
        lines += ["", "", *_comment(section["description"]), f"[{name}]"]
        lines += _example(section.get("x-example", {}))
        for key, setting in section.get("properties", {}).items():
            lines += ["", *_comment(setting["description"])]
            if "x-example" in setting:
                lines.append(f"# For example: {key} = {_value(setting['x-example'])}")
            lines.append(f"{key} = {_value(setting['default'])}")
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    return inline(value) if isinstance(value, dict) else shown(value)


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}" for line in textwrap.wrap(text, WIDTH, break_on_hyphens=False))


def _example(pairs: dict[str, Any]) -> Iterator[str]:
    if pairs:
        yield "# For example, without the # in front:"
    for key, value in pairs.items():
        yield f"# {key} = {shown(value)}"


if __name__ == "__main__":
    sys.exit(main())
